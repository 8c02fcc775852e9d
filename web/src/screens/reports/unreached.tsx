import type { ReportSchedule } from '@etapa/shared/api/report-schedules';
import { Alert, Text } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { usePersonNames } from '../../fields/person-options.ts';

type Unreached = Pick<ReportSchedule['unreached'][number], 'name' | 'reason'>;

const REASONS = ['access', 'empty', 'email', 'inactive'] as const;

/** Whom the e-mails of a schedule do not reach, and why. Shows nothing where they reach everybody. */
export function UnreachedNotice({ unreached }: { unreached: readonly Unreached[] }) {
  const { t, i18n } = useTranslation('reports');
  if (unreached.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language);
  const of = (reason: Unreached['reason']) => unreached.filter((one) => one.reason === reason).map(({ name }) => name);
  return (
    <Alert color="orange" variant="light" icon={<IconMailOff size={18} />} role="status">
      {REASONS.map((reason) => {
        const people = of(reason);
        if (people.length === 0) return null;
        return (
          <Text size="sm" key={reason}>
            {t(`schedule.unreached.${reason}`, { people: list.format(people) })}{' '}
            {reason === 'access' && t('schedule.unreached.mend')}
          </Text>
        );
      })}
    </Alert>
  );
}

/** Those whom a refusal to save a schedule names; null of other refusals. */
export function useRefusedPeople(userIds: readonly string[]): (error: unknown) => Unreached[] | null {
  const personName = usePersonNames();
  return (error) => {
    if (!isProblem(error)) return null;
    const found = error.errors.flatMap(({ path, code }) => {
      const reason = REASONS.find((one) => code === `unreached_${one}`);
      const id = userIds[Number(path.split('/').at(-1))];
      return reason ? [{ reason, name: personName(id) ?? '' }] : [];
    });
    return found.length > 0 ? found : null;
  };
}
