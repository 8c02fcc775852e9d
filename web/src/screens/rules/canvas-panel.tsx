import type { RuleRun } from '@etapa/shared/api/rule-runs';
import type { SavedRule } from '@etapa/shared/api/rules';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { standingsOf } from '@etapa/shared/rules/step-tree';
import { Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RuleTest } from '../../data/rule-trials.ts';
import { type RuleVersion, ruleVersionsQuery } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import type { StepActions } from './canvas-editing.tsx';
import { ChosenPanel } from './chosen-panel.tsx';
import { ReplayPanel } from './replay-panel.tsx';
import { useRuleForm } from './rule-form-context.ts';
import { LookedAtRule } from './rule-form-provider.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { StepTold } from './step-told.tsx';
import { TryPanel } from './try-panel.tsx';
import { VersionsPanel } from './versions-panel.tsx';

export type PanelTab = 'step' | 'test' | 'runs' | 'versions';

interface Props {
  tab: PanelTab;
  saved: SavedRule | null;
  /** As the canvas shows it. */
  rule: Rule;
  /** It is an earlier version, or that of a run. */
  looked: boolean;
  selected: readonly string[];
  /** Null where nothing may be changed. */
  actions: StepActions | null;
  faulty: boolean;
  changed: boolean;
  readOnly: boolean;
  test: RuleTest | null;
  onTried: (test: RuleTest, rule: Rule) => void;
  run: RuleRun | null;
  onRun: (run: RuleRun | null) => void;
  version: number | null;
  onVersion: (version: RuleVersion | null) => void;
  onRestored: (rule: SavedRule) => void;
}

/** Beside the canvas: what is chosen, trying the rule, its runs and its versions. */
export function CanvasPanel(props: Props) {
  const { tab, saved, rule, looked, selected, actions, test, run } = props;
  const { t } = useTranslation('automation');
  const { rule: draft, type, types } = useRuleForm();
  const chosen = selected.length === 1 ? standingsOf(rule).find(({ step }) => step.id === selected[0]) : undefined;
  return (
    <>
      <Tabs.List mb="sm">
        <Tabs.Tab value="step">{t('tab.step')}</Tabs.Tab>
        <Tabs.Tab value="test">{t('tab.test')}</Tabs.Tab>
        {saved && <Tabs.Tab value="runs">{t('tab.runs')}</Tabs.Tab>}
        {saved && <Tabs.Tab value="versions">{t('tab.versions')}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="step">
        <fieldset disabled={props.readOnly} style={{ all: 'unset', display: 'contents' }}>
          <ChosenPanel selected={selected} actions={actions} />
        </fieldset>
      </Tabs.Panel>
      <Tabs.Panel value="test">
        <Stack gap="md">
          {test && chosen && (
            <StepTold standing={chosen} type={type} tried={test.steps.find(({ path }) => path === chosen.path)} />
          )}
          <TryPanel rule={draft} type={type} faulty={props.faulty} onTried={props.onTried} />
          <ReplayPanel rule={draft} type={type} faulty={props.faulty} />
        </Stack>
      </Tabs.Panel>
      {saved && (
        <Tabs.Panel value="runs">
          <Stack gap="md">
            {run && chosen && (
              <StepTold standing={chosen} type={type} ran={run.steps.find(({ path }) => path === chosen.path)} />
            )}
            {tab === 'runs' && <RunsPanel saved={saved} shown={run?.id ?? null} onShow={props.onRun} />}
          </Stack>
        </Tabs.Panel>
      )}
      {saved && (
        <Tabs.Panel value="versions">
          <Stack gap="md">
            {tab === 'versions' && looked && selected.length === 1 && (
              <LookedAtRule rule={rule} type={type} types={types}>
                <ChosenPanel selected={selected} actions={null} />
              </LookedAtRule>
            )}
            {tab === 'versions' && (
              <VersionsPanel
                saved={saved}
                type={type}
                shown={props.version}
                onShow={props.onVersion}
                onRestored={props.onRestored}
                changed={props.changed}
                readOnly={props.readOnly}
              />
            )}
          </Stack>
        </Tabs.Panel>
      )}
    </>
  );
}

interface LookedAt {
  tab: PanelTab;
  draft: Rule;
  saved: SavedRule | null;
  type: EntityType;
  run: RuleRun | null;
  version: number | null;
}

/** The rule that the canvas shows: as it is edited, or as it was at a version, with words for that. */
export function useLookedAt({ tab, draft, saved, type, run, version }: LookedAt): {
  rule: Rule;
  looked: string | null;
} {
  const { t } = useTranslation('automation');
  const { dateTime } = useFormats();
  const wanted = tab === 'runs' ? (run?.ruleVersion ?? null) : tab === 'versions' ? version : null;
  const versions = useQuery({
    ...ruleVersionsQuery(type.key, saved?.key ?? ''),
    enabled: saved !== null && wanted !== null,
  }).data;
  const found = versions?.find((each) => each.version === wanted);
  if (wanted === null || !found) return { rule: draft, looked: null };
  if (tab === 'versions') return { rule: found.definition, looked: t('looked.version', { version: wanted }) };
  const record = run?.recordTitle || (run?.recordNumber ? `#${run.recordNumber}` : '');
  return {
    rule: found.definition,
    looked: t('looked.run', { record, version: wanted, time: run ? dateTime(run.createdAt) : '' }),
  };
}
