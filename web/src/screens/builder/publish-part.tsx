import type { DefinitionChange } from '@etapa/shared/definition/difference';
import { Alert, Button, Group, Radio, Select, Stack, Text } from '@mantine/core';
import { IconCheck, IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftEffectQuery, usePublish } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { useBuilder } from './builder-context.ts';
import { ChangeList } from './change-list.tsx';
import { Conversion } from './conversion.tsx';
import { EffectView } from './effect-view.tsx';
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
  const { label } = useFormats();
  const { definition, published, targets, setTarget } = useBuilder();
  const settled = draft.state === 'saved';
  const effect = useQuery({
    ...draftEffectQuery(definition.key, draft.revision),
    enabled: settled && changes.length > 0,
  });
  const publish = usePublish(definition.key, onPublished);
  const [aside, setAside] = useState<'refuse' | 'setAside'>('refuse');
  const leaving = (effect.data?.stages ?? []).filter(({ records }) => records > 0);
  const failing = (effect.data?.fields ?? []).filter(({ change, fails }) => change !== 'removed' && fails > 0);
  const undecided =
    leaving.some(({ funnel, stage }) => !targets[`${funnel}/${stage}`]) || (failing.length > 0 && aside === 'refuse');
  const blocked = !effect.data || effect.data.faults.length > 0 || effect.data.duplicates.length > 0 || undecided;
  const stages = (definition.funnels ?? []).flatMap((funnel) =>
    funnel.stages.map((stage) => ({
      value: `${funnel.key}/${stage.key}`,
      label: (definition.funnels?.length ?? 0) > 1 ? `${label(funnel.name)} · ${label(stage.name)}` : label(stage.name),
    })),
  );
  const go = () => {
    const stageMap = Object.fromEntries(
      leaving.map(({ funnel, stage }) => [`${funnel}/${stage}`, targets[`${funnel}/${stage}`] ?? '']),
    );
    publish.mutate({ stageMap, onUnconvertible: aside });
  };
  return (
    <Stack gap="md" p="md" maw={860}>
      {jobId && <Conversion jobId={jobId} />}
      <Panel title={t('publish.changes', { version: published.version })}>
        <ChangeList changes={changes} />
      </Panel>
      {changes.length > 0 && (
        <Panel title={t('publish.effect')}>
          <ProblemNotice error={effect.error} onRetry={() => void effect.refetch()} />
          {!effect.data && !effect.error && <RowsSkeleton rows={3} />}
          {effect.data && <EffectView effect={effect.data} />}
        </Panel>
      )}
      {(leaving.length > 0 || failing.length > 0) && (
        <Panel title={t('publish.decisions')}>
          <Stack gap="sm">
            {leaving.map(({ funnel, stage, records }) => (
              <Select
                key={`${funnel}/${stage}`}
                label={t('publish.target', {
                  count: records,
                  stage: label(
                    published.funnels?.find(({ key }) => key === funnel)?.stages.find(({ key }) => key === stage)
                      ?.name ?? stage,
                  ),
                })}
                withAsterisk
                data={stages}
                value={targets[`${funnel}/${stage}`] ?? null}
                onChange={(target) => target && setTarget(`${funnel}/${stage}`, target)}
              />
            ))}
            {failing.length > 0 && (
              <Radio.Group
                label={t('publish.unconvertible', { count: failing.reduce((sum, { fails }) => sum + fails, 0) })}
                value={aside}
                onChange={(value) => setAside(value === 'setAside' ? 'setAside' : 'refuse')}
              >
                <Stack gap={6} mt={6}>
                  <Radio value="refuse" label={t('publish.refuse')} />
                  <Radio value="setAside" label={t('publish.setAside')} description={t('publish.setAsideLead')} />
                </Stack>
              </Radio.Group>
            )}
          </Stack>
        </Panel>
      )}
      <ProblemNotice error={publish.error} />
      {changes.length > 0 ? (
        <Group>
          <Button
            leftSection={<IconRocket size={16} />}
            disabled={blocked || !settled}
            loading={publish.isPending}
            onClick={go}
          >
            {t('publish.go', { version: published.version + 1 })}
          </Button>
          {effect.data && undecided && (
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
      <VersionHistory onPublished={onPublished} />
    </Stack>
  );
}
