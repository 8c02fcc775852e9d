import type { RuleRun } from '@etapa/shared/api/rule-runs';
import type { RuleTest } from '@etapa/shared/api/rules';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import { branchesOf } from '@etapa/shared/rules/step-tree';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleBlock } from '../../canvas/rule-graph.ts';
import { useFormats } from '../../i18n/locale.tsx';
import type { BlockMark } from './block-looks.tsx';
import { useRuleFaultText } from './rule-fault-text.ts';
import { isWithin } from './rule-faults.ts';
import type { RuleForm } from './rule-form-context.ts';
import { useStepSummary } from './step-summary.ts';

type Tone = NonNullable<BlockMark['tone']>;

const TRIED: { readonly [Status in RuleTest['steps'][number]['status']]: Tone | undefined } = {
  'would-do': 'done',
  'would-branch': 'done',
  'would-wait': 'waiting',
  'would-fail': 'failed',
  'not-reached': undefined,
};

const RAN: { readonly [Status in RuleRun['steps'][number]['status']]: Tone | undefined } = {
  running: 'running',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  skipped: undefined,
};

type MarkOf = (block: RuleBlock) => BlockMark | undefined;

/** What is still wrong with each block. */
export function useFaultMarks({ faultsWithin }: Pick<RuleForm, 'faultsWithin'>): MarkOf {
  const faultText = useRuleFaultText();
  return useCallback(
    (block) => {
      const note = faultText(faultsOfBlock(block, faultsWithin));
      return note === undefined ? undefined : { note, tone: 'fault' };
    },
    [faultsWithin, faultText],
  );
}

function faultsOfBlock(block: RuleBlock, faultsWithin: RuleForm['faultsWithin']): Fault[] {
  if (block.kind === 'trigger') return faultsWithin('/trigger');
  if (block.kind === 'condition') return faultsWithin('/when');
  if (block.kind !== 'step') return [];
  const { step, pointer } = block.standing;
  // Those of steps within it are told on these.
  const lists = branchesOf(step).map((branch) => `${pointer}/${branch}`);
  return faultsWithin(pointer).filter(({ path }) => !lists.some((list) => isWithin(path, list)));
}

/** What each block would do on the record that the rule is tried on. */
export function useTestMarks(test: RuleTest | null, type: EntityType): MarkOf {
  const { t } = useTranslation('rules');
  const { t: own } = useTranslation('automation');
  const summary = useStepSummary(type);
  return useCallback(
    (block) => {
      if (!test) return undefined;
      const said = (yes: boolean): BlockMark => ({
        note: own(yes ? 'says.yes' : 'says.no'),
        tone: yes ? 'done' : 'failed',
      });
      if (block.kind === 'trigger') return said(test.why.trigger.held);
      if (block.kind === 'condition') return said(test.why.when?.held ?? true);
      const step = block.kind === 'step' ? test.steps.find(({ path }) => path === block.standing.path) : undefined;
      if (!step) return undefined;
      const off = step.status === 'not-reached';
      const note = t(`try.is.${step.status}`);
      return {
        note: step.status === 'would-fail' && step.reason ? `${note}: ${step.reason}` : note,
        tone: TRIED[step.status],
        off,
        ...(off ? {} : { summary: summary(step.input, step.output) }),
      };
    },
    [test, own, t, summary],
  );
}

/** What became of each block in a run. */
export function useRunMarks(run: RuleRun | null, type: EntityType): MarkOf {
  const { t } = useTranslation('runs');
  const { dateTime, number, seconds } = useFormats();
  const summary = useStepSummary(type);
  return useCallback(
    (block) => {
      if (!run) return undefined;
      if (block.kind === 'trigger') return { note: dateTime(run.createdAt), tone: 'done' };
      if (block.kind !== 'step') return undefined;
      const step = run.steps.find(({ path }) => path === block.standing.path);
      if (!step) return { off: true };
      const taken = step.finishedAt ? Date.parse(step.finishedAt) - Date.parse(step.startedAt) : null;
      const length =
        taken === null
          ? ''
          : taken < 1_000
            ? ` · ${number(taken, { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 })}`
            : ` · ${seconds(taken / 1_000, 'long')}`;
      return {
        note: `${t(`is.${step.status}`)}${length}`,
        tone: RAN[step.status],
        summary: summary(step.input, step.output),
      };
    },
    [run, t, dateTime, number, seconds, summary],
  );
}
