import { Alert, Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SavedRule } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { TextLink } from '../../ui/link.tsx';
import { useRuleFaultText } from './rule-fault-text.ts';

/** Why a rule does not run though it was switched on, and what may not be as it was meant. */
export function RuleState({ rule }: { rule: SavedRule }) {
  const { t } = useTranslation('rules');
  const { relative, dateTime } = useFormats();
  const faultText = useRuleFaultText();
  return (
    <>
      {rule.broken && (
        <Alert color="orange" variant="light" title={t('broken')}>
          {rule.broken.faults.map((fault) => (
            <Text size="sm" key={`${fault.path} ${fault.code}`}>
              {faultText([fault])}
            </Text>
          ))}
          {rule.broken.faults.length === 0 && rule.broken.problem}
        </Alert>
      )}
      {rule.paused && (
        <Alert color="red" variant="light" title={t('paused', { count: rule.paused.failures })}>
          <Text size="sm">{rule.paused.reason}</Text>
          <Text size="sm" c="dimmed" title={dateTime(rule.paused.since)}>
            {t('pausedSince', { time: relative(rule.paused.since) })}
          </Text>
        </Alert>
      )}
      {rule.warnings?.map((warning) => (
        <Alert key={`${warning.path} ${warning.userId}`} color="yellow" variant="light">
          {faultText([warning])}
        </Alert>
      ))}
    </>
  );
}

/** What became of a rule in the last day: its runs and failures, each leading to them. */
export function RuleRecent({ rule }: { rule: SavedRule }) {
  const { t } = useTranslation('rules');
  const { runs, failed } = rule.recent ?? { runs: 0, failed: 0 };
  const search = { entityType: rule.entityType, rule: rule.key };
  return (
    <Group gap={8}>
      {runs === 0 ? (
        <Text size="sm" c="dimmed">
          {t('noRunsLately')}
        </Text>
      ) : (
        <TextLink to="/runs" search={search} size="sm">
          {t('runsLately', { count: runs })}
        </TextLink>
      )}
      {failed > 0 && (
        <TextLink to="/runs" search={{ ...search, status: 'failed' }} size="sm" c="red">
          {t('failedLately', { count: failed })}
        </TextLink>
      )}
    </Group>
  );
}

export function RuleBadge({ rule }: { rule: SavedRule }) {
  const { t } = useTranslation('rules');
  const [color, state] = rule.broken
    ? (['orange', 'broken'] as const)
    : rule.paused
      ? (['red', 'paused'] as const)
      : rule.enabled
        ? (['green', 'on'] as const)
        : (['gray', 'off'] as const);
  return (
    <Badge variant="light" color={color} tt="none" fw={500} c="var(--mantine-color-text)">
      {t(`state.${state}`)}
    </Badge>
  );
}
