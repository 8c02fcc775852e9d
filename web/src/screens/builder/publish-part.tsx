import type { DefinitionChange } from '@etapa/shared/definition/difference';
import { editsBetween } from '@etapa/shared/definition/edits-between';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversionQuery, draftEffectQuery, usePublish } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { useBuilder } from './builder-context.ts';
import { ChangeList } from './change-list.tsx';
import { Conversion } from './conversion.tsx';
import { EffectView } from './effect-view.tsx';
import { PublishDecisionList } from './publish-decisions.tsx';
import { asks, decisionsOf, isOpen, UNDECIDED } from './publish-open.ts';
import { SetAside } from './set-aside.tsx';
import type { Draft } from './use-draft.ts';
import { VersionHistory } from './version-history.tsx';

interface Props {
  draft: Draft;
  changes: DefinitionChange[];
  jobId: string | null;
  onPublished: (jobId: string) => void;
}

/** What changed, what it does to live work, what has to be decided; then it is published, and can be taken back. */
export function PublishPart({ draft, changes, jobId, onPublished }: Props) {
  const { t } = useTranslation('builder');
  const { t: tc } = useTranslation('canvas');
  const { definition, published, targets, edit } = useBuilder();
  const job = useQuery({ ...conversionQuery(jobId ?? ''), enabled: jobId !== null }).data;
  const settled = draft.state === 'saved';
  const effect = useQuery({
    ...draftEffectQuery(definition.key, draft.revision),
    enabled: settled && changes.length > 0,
  });
  const publish = usePublish(definition.key, onPublished);
  const [decided, setDecided] = useState(UNDECIDED);
  const found = changes.length > 0 ? effect.data : undefined;
  const undecided = found !== undefined && isOpen(found, targets, decided);
  const blocked = !found || found.faults.length > 0 || found.duplicates.length > 0 || undecided;
  return (
    <Stack gap="md" p="md" maw={860}>
      {jobId && <Conversion jobId={jobId} />}
      <Panel title={t('publish.changes', { version: published.version })}>
        <ChangeList changes={changes} />
      </Panel>
      {changes.length > 0 && (
        <Panel title={t('publish.effect')}>
          <ProblemNotice error={effect.error} onRetry={() => void effect.refetch()} />
          {!found && !effect.error && <RowsSkeleton rows={3} />}
          {found && <EffectView effect={found} />}
        </Panel>
      )}
      {found && asks(found) && (
        <Panel title={t('publish.decisions')}>
          <PublishDecisionList effect={found} decided={decided} onDecide={setDecided} />
        </Panel>
      )}
      <ProblemNotice error={publish.error} onRetry={() => void effect.refetch().then(() => publish.reset())} />
      {changes.length > 0 ? (
        <Group>
          <Button
            leftSection={<IconRocket size={16} />}
            disabled={blocked || !settled}
            loading={publish.isPending}
            onClick={() => found && publish.mutate(decisionsOf(found, targets, decided))}
          >
            {t('publish.go', { version: published.version + 1 })}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={16} />}
            title={tc('publish.discardLead', { version: published.version })}
            onClick={() => {
              const { deletedAt, version, revision, ...now } = published;
              edit(...editsBetween(definition, now));
            }}
          >
            {tc('publish.discard')}
          </Button>
          {undecided && (
            <Text size="sm" c="dimmed">
              {t('publish.undecided')}
            </Text>
          )}
        </Group>
      ) : (
        <Alert icon={<IconCheck size={18} />} variant="light">
          {t('publish.nothing')}
        </Alert>
      )}
      <SetAside asOf={job === undefined ? '' : `${job.id} ${job.status}`} />
      <VersionHistory onPublished={onPublished} />
    </Stack>
  );
}
