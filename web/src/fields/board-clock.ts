import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useInterval } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { organizationQuery } from '../data/people.ts';
import { useMe } from '../data/session.ts';
import type { BoardClock } from './stage-age.ts';

const MINUTE = 60_000;

/** The moment to the minute, with the working hours where a stage of the type counts by them. */
export function useBoardClock(type: EntityType): BoardClock {
  const me = useMe();
  const [now, setNow] = useState(() => new Date());
  useInterval(() => setNow(new Date()), MINUTE, { autoInvoke: true });
  const working = type.funnels?.some(({ stages }) => stages.some(({ clock }) => clock === 'working')) ?? false;
  const hours = useQuery({ ...organizationQuery, staleTime: 10 * MINUTE, enabled: working }).data?.workingCalendar;
  const { timeZone } = me.organization;
  return useMemo(() => ({ now, hours, timeZone }), [now, hours, timeZone]);
}
