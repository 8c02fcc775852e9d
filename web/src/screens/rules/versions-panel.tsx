import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ruleDifference } from '@etapa/shared/rules/difference';
import { Button, Group, List, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type RuleVersion, ruleVersionsQuery, type SavedRule, useRestoreRule } from '../../data/rules.ts';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { useRuleChangeWords } from '../../rules/rule-change-words.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

interface Props {
  saved: SavedRule;
  type: EntityType;
  /** The version that is looked at. */
  shown: number | null;
  onShow: (version: RuleVersion | null) => void;
  onRestored: (rule: SavedRule) => void;
  /** What is not saved would be lost by restoring. */
  changed: boolean;
  readOnly: boolean;
}

/** Every version of a rule: who saved it, when, and what became different; each to be looked at and restored. */
export function VersionsPanel({ saved, type, shown, onShow, onRestored, changed, readOnly }: Props) {
  const { t } = useTranslation('automation');
  const versions = useQuery(ruleVersionsQuery(type.key, saved.key));
  const restore = useRestoreRule(type.key);
  const items = versions.data ?? [];
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('versions.lead')}
      </Text>
      <ProblemNotice
        error={versions.error ?? restore.error}
        onRetry={versions.error ? () => void versions.refetch() : undefined}
      />
      {versions.isPending && <RowsSkeleton rows={3} height={64} />}
      <Stack component="ol" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
        {items.map((version, at) => (
          <li key={version.version}>
            <Version
              version={version}
              before={items[at + 1]}
              isCurrent={version.version === saved.version}
              isShown={version.version === shown}
              onShow={() => onShow(version.version === shown ? null : version)}
              restoring={restore.isPending && restore.variables.version === version.version}
              onRestore={
                readOnly || changed
                  ? null
                  : () =>
                      restore.mutate(
                        { key: saved.key, version: version.version },
                        { onSuccess: (rule) => onRestored(rule) },
                      )
              }
            />
          </li>
        ))}
      </Stack>
      {changed && !readOnly && items.length > 1 && (
        <Text size="sm" c="dimmed">
          {t('versions.saveFirst')}
        </Text>
      )}
    </Stack>
  );
}

interface VersionProps {
  version: RuleVersion;
  before: RuleVersion | undefined;
  isCurrent: boolean;
  isShown: boolean;
  onShow: () => void;
  restoring: boolean;
  /** Null where it cannot be restored now. */
  onRestore: (() => void) | null;
}

function Version({ version, before, isCurrent, isShown, onShow, restoring, onRestore }: VersionProps) {
  const { t } = useTranslation('automation');
  const { dateTime } = useFormats();
  const named = { version: version.version };
  return (
    <Paper withBorder p="xs" component="article" aria-label={t('versions.named', named)}>
      <Group gap="xs" justify="space-between">
        <Text fw={600} size="sm">
          {t('versions.named', named)}
        </Text>
        <Text size="xs" c="dimmed">
          {dateTime(version.createdAt)}
        </Text>
      </Group>
      {version.createdBy.kind === 'user' && <PersonBadge id={version.createdBy.id} />}
      <Changes version={version} before={before} />
      <Group gap="xs" mt={6}>
        <Button
          size="compact-xs"
          variant={isShown ? 'filled' : 'default'}
          aria-pressed={isShown}
          aria-label={t('versions.lookAt', named)}
          onClick={onShow}
        >
          {t('versions.look')}
        </Button>
        {isCurrent ? (
          <Text size="xs" c="dimmed">
            {t('versions.current')}
          </Text>
        ) : (
          onRestore && (
            <Button
              size="compact-xs"
              variant="default"
              loading={restoring}
              aria-label={t('versions.restoreNamed', named)}
              onClick={onRestore}
            >
              {t('versions.restore')}
            </Button>
          )
        )}
      </Group>
    </Paper>
  );
}

/** What became different since the version before. */
function Changes({ version, before }: Pick<VersionProps, 'version' | 'before'>) {
  const { t } = useTranslation('automation');
  const words = useRuleChangeWords();
  if (!before) return <Text size="sm">{t('change.first')}</Text>;
  const changes = ruleDifference(before.definition, version.definition);
  if (changes.length === 0) return <Text size="sm">{t('change.none')}</Text>;
  return (
    <List size="sm" spacing={0}>
      {changes.map((change) => (
        <List.Item key={'step' in change ? `${change.kind} ${change.step.id}` : change.kind}>{words(change)}</List.Item>
      ))}
    </List>
  );
}
