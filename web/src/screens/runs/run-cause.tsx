import type { Cause } from '@etapa/shared/process/record';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RuleRun } from '../../data/rules.ts';
import { TextLink } from '../../ui/link.tsx';

/** What another rule had to do with it: the run whose change set this one off. */
export function RunCause({ run }: { run: RuleRun }) {
  const { t } = useTranslation('runs');
  const cause = (run.cause ?? {}) as Partial<Cause>;
  if (!cause.runId || cause.runId === run.id) return null;
  return (
    <Text size="sm">
      {t('becauseOf')}{' '}
      <TextLink to="/runs/$runId" params={{ runId: cause.runId }} size="sm">
        {cause.rule ?? t('anotherRun')}
      </TextLink>
      {typeof cause.depth === 'number' && cause.depth > 1 && ` · ${t('depth', { depth: cause.depth })}`}
    </Text>
  );
}
