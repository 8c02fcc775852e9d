import type { PackagePart } from '@etapa/shared/api/packages';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RuleChange } from '@etapa/shared/rules/difference';
import { Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRuleChangeWords } from '../../rules/rule-change-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { PartChanges } from './part-changes.tsx';
import { StateBadge } from './state-badge.tsx';

/** Parts told one by one; the rest is counted. */
const TOLD = 60;

interface Props {
  parts: PackagePart[];
  /** Where names of fields and stages are looked up. */
  types: readonly EntityType[];
}

/** Rules, roles, reports and views that a package brings. */
export function PartList({ parts, types }: Props) {
  const { t } = useTranslation('packages');
  const told = parts.filter(({ state }) => state !== 'unchanged');
  const same = parts.length - told.length;
  if (parts.length === 0) return null;
  return (
    <Panel title={t('parts')}>
      <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {told.slice(0, TOLD).map((part) => (
          <Group
            key={`${part.kind} ${part.entityType} ${part.key}`}
            component="li"
            gap="xs"
            wrap="nowrap"
            align="baseline"
          >
            <StateBadge state={part.state} />
            <div>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {t(`kind.${part.kind}`)}: {part.name}
                {part.waits && (
                  <Text span c="dimmed">
                    {' '}
                    ({t('waits')})
                  </Text>
                )}
              </Text>
              <RuleChanges changes={part.changes ?? []} />
              <PartChanges part={part} types={types} />
            </div>
          </Group>
        ))}
        {told.length > TOLD && (
          <Text component="li" size="sm" c="dimmed">
            {t('more', { count: told.length - TOLD })}
          </Text>
        )}
        {same > 0 && (
          <Text component="li" size="sm" c="dimmed">
            {t('partsSame', { count: same })}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

/** What becomes different of a rule that is here already. */
function RuleChanges({ changes }: { changes: RuleChange[] }) {
  const words = useRuleChangeWords();
  if (changes.length === 0) return null;
  return (
    <List size="sm" spacing={0}>
      {changes.map((change) => (
        <List.Item key={'step' in change ? `${change.kind} ${change.step.id}` : change.kind}>{words(change)}</List.Item>
      ))}
    </List>
  );
}
