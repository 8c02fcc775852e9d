import type { RefusalCode } from '@etapa/shared/process/refusal';
import { next, type StepOutcome } from '@etapa/shared/rules/next';
import { stepKindOf } from '@etapa/shared/rules/steps/kinds';
import type { OpenRun, StoredStep } from '../../store/rule-runs.ts';
import type { RefusalError } from '../refusal-error.ts';

/** A step as its row begins: where it stands and since when it has been in hand. */
export type BegunStep = Pick<StoredStep, 'path' | 'id' | 'kind' | 'startedAt'>;

/** How the steps of a run ended that have, by path. */
export function outcomesOf(run: Pick<OpenRun, 'steps'>): Map<string, StepOutcome> {
  const outcomes = new Map<string, StepOutcome>();
  for (const { path, kind, status, output } of run.steps) {
    if (status !== 'done' && status !== 'skipped') continue;
    const branches = stepKindOf(kind)?.branches !== undefined;
    const branch = branches ? (output as { branch?: string } | null)?.branch : undefined;
    outcomes.set(path, { status, ...(branch ? { branch } : {}) });
  }
  return outcomes;
}

/** Whether nothing is left to do once this step is done. */
export function isLast(run: OpenRun, done: StoredStep): boolean {
  const steps = [...run.steps.filter(({ path }) => path !== done.path), done];
  return next(run.rule, outcomesOf({ steps })) === null;
}

/** The step that a run stands at. */
export function begunStep(run: OpenRun, startedAt: string): BegunStep {
  const placed = next(run.rule, outcomesOf(run));
  return { path: placed?.path ?? '', id: placed?.step.id ?? '', kind: placed?.step.kind ?? '', startedAt };
}

/** Whether a run stands where it stood: the same attempt at the same step. */
export function isSameMoment(present: OpenRun, run: OpenRun): boolean {
  const path = ({ rule, steps }: OpenRun) => next(rule, outcomesOf({ steps }))?.path;
  return present.id === run.id && present.attempts === run.attempts && path(present) === path(run);
}

/** Someone else was quicker, or too much was asked at once: in a moment the answer may be another. */
const PASSING: ReadonlySet<RefusalCode> = new Set(['version_conflict', 'conflict', 'rate_limited']);

/** Whether a refused step may be done when it is tried again. */
export const isPassing = ({ refusal }: RefusalError): boolean => PASSING.has(refusal.code);

/** A refusal in one sentence, with what it is about. */
export function describe({ refusal }: RefusalError): string {
  const faults = (refusal.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
  return [refusal.detail, ...faults].join(' ').slice(0, 2_000);
}
