import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { definitionVersionsQuery, usePublish } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useBuilder } from './builder-context.ts';

/** Every version that was published, each a way back. */
export function VersionHistory({ onPublished }: { onPublished: (jobId: string) => void }) {
  const { t } = useTranslation('builder');
  const { dateTime } = useFormats();
  const { definition, published } = useBuilder();
  const versions = useQuery(definitionVersionsQuery(definition.key));
  const restore = usePublish(definition.key, onPublished);
  return (
    <Panel title={t('history.title')}>
      <ProblemNotice error={versions.error ?? restore.error} />
      <Stack gap={6}>
        {(versions.data ?? []).map(({ version, createdAt, createdBy }) => (
          <Group key={version} gap="sm" justify="space-between">
            <Group gap="sm">
              <Text fw={600}>{t('history.version', { version })}</Text>
              <Text size="sm" c="dimmed">
                {dateTime(createdAt)}
              </Text>
              {createdBy.kind === 'user' && <PersonBadge id={createdBy.id} />}
            </Group>
            {version === published.version ? (
              <Text size="sm" c="dimmed">
                {t('history.current')}
              </Text>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                loading={restore.isPending && restore.variables?.version === version}
                onClick={() => restore.mutate({ version, onUnconvertible: 'setAside' })}
              >
                {t('history.restore', { version })}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
