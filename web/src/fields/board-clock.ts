import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { StageClock } from '@etapa/shared/definition/over-norm';
import { useInterval } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { organizationQuery } from '../data/people.ts';
import { useMe } from '../data/session.ts';

const MINUTE = 60_000;

/** Whether a stage of the type is measured in working time. */
export const countsWorkingTime = (type: EntityType): boolean =>
  type.funnels?.some(({ stages }) => stages.some(({ clock }) => clock === 'working')) ?? false;

/** The moment to the minute, with the working hours where a stage of the types counts by them. */
export function useBoardClock(...types: EntityType[]): StageClock {
  const me = useMe();
  const [now, setNow] = useState(() => new Date());
  useInterval(() => setNow(new Date()), MINUTE, { autoInvoke: true });
  const working = types.some(countsWorkingTime);
  const hours = useQuery({ ...organizationQuery, staleTime: 10 * MINUTE, enabled: working }).data?.workingCalendar;
  const { timeZone } = me.organization;
  return useMemo(() => ({ now, hours, timeZone }), [now, hours, timeZone]);
}
