import { check } from '../conditions/check.ts';
import type { ConditionGroup } from '../conditions/condition.ts';
import type { ConditionSchema } from '../conditions/context.ts';
import { isComputed } from './document.ts';
import type { Edit } from './edit.ts';
import type { EntityType, Funnel, Stage, Transition } from './entity-type.ts';

/** Stages taken along, with the ways among them; of one process, for the same or another one. */
export interface StageCopy {
  stages: Stage[];
  transitions: Transition[];
}

/** Something a copy could not take along, because the other process has no such field. */
export interface LeftBehind {
  /** Key of the pasted stage; of a way, that of the stage it leads to. */
  stage: string;
  what: 'required' | 'guard';
  /** The field that was asked for; absent for a condition. */
  field?: string;
}

export interface PastePlan {
  edits: Edit[];
  /** The keys the stages have now, in the order they were copied. */
  keys: string[];
  leftBehind: LeftBehind[];
}

/** The stages of a funnel that `keys` names, in the funnel's order, with the ways among them. */
export function copyStages({ stages, transitions }: Funnel, keys: readonly string[]): StageCopy {
  const taken = new Set(keys);
  return {
    stages: stages.filter(({ key }) => taken.has(key)),
    transitions: transitions === 'free' ? [] : transitions.filter(({ from, to }) => taken.has(from) && taken.has(to)),
  };
}

/** Whether something from outside, such as a clipboard, is a copy of stages; its parts are checked with the draft. */
export function isStageCopy(value: unknown): value is StageCopy {
  if (value === null || typeof value !== 'object') return false;
  const { stages, transitions } = value as { [member: string]: unknown };
  const named = (each: unknown, ...members: string[]) =>
    each !== null &&
    typeof each === 'object' &&
    members.every((member) => typeof (each as { [name: string]: unknown })[member] === 'string');
  return (
    Array.isArray(stages) &&
    stages.length > 0 &&
    stages.every((stage) => named(stage, 'key', 'group')) &&
    Array.isArray(transitions) &&
    transitions.every((way) => named(way, 'from', 'to'))
  );
}

/**
 * What to do to put copied stages into a funnel: each under a key of its own, behind the last of its group or at `at`;
 * the ways among them come along where the funnel lists its ways.
 *
 * @param schema the definition pasted into, with the types it links to: conditions it cannot answer are left behind
 */
export function pasteStages(
  definition: EntityType,
  funnel: Funnel,
  copy: StageCopy,
  schema: ConditionSchema,
  at?: number,
): PastePlan {
  const askable = new Set(definition.fields.filter((field) => !isComputed(field)).map(({ key }) => key));
  // Rules name a stage by its key alone: a pasted one is like none of any funnel.
  const taken = new Set([funnel, ...(definition.funnels ?? [])].flatMap(({ stages }) => stages.map(({ key }) => key)));
  const renamed = new Map<string, string>();
  const leftBehind: LeftBehind[] = [];
  const edits: Edit[] = [];
  const ends = new Map(
    (['open', 'won', 'lost'] as const).map((group) => [
      group,
      at ?? funnel.stages.findLastIndex((stage) => stage.group === group) + 1,
    ]),
  );
  for (const stage of copy.stages) {
    const key = freshKey(stage.key, taken);
    taken.add(key);
    renamed.set(stage.key, key);
    const { required, guard, ...kept } = stage;
    const fields = (required ?? []).filter((field) => askable.has(field));
    for (const field of required ?? []) {
      if (!askable.has(field)) leftBehind.push({ stage: key, what: 'required', field });
    }
    const holds = answers(guard, schema);
    if (guard && !holds) leftBehind.push({ stage: key, what: 'guard' });
    const place = ends.get(stage.group) || funnel.stages.length + edits.length;
    edits.push({
      kind: 'stage.add',
      funnel: funnel.key,
      stage: {
        ...kept,
        key,
        ...(fields.length > 0 ? { required: fields } : {}),
        ...(guard && holds ? { guard } : {}),
      },
      at: place,
    });
    // What was put in stands before all that comes after it.
    for (const [group, end] of ends) if (end >= place) ends.set(group, end + 1);
  }
  if (funnel.transitions !== 'free') {
    for (const { guard, from, to, ...kept } of copy.transitions) {
      const [newFrom, newTo] = [renamed.get(from), renamed.get(to)];
      if (newFrom === undefined || newTo === undefined) continue;
      const holds = answers(guard, schema);
      if (guard && !holds) leftBehind.push({ stage: newTo, what: 'guard' });
      const transition = { from: newFrom, to: newTo, ...kept, ...(guard && holds ? { guard } : {}) };
      edits.push({ kind: 'transition.add', funnel: funnel.key, transition });
    }
  }
  return { edits, keys: [...renamed.values()], leftBehind };
}

const answers = (guard: ConditionGroup | undefined, schema: ConditionSchema): boolean =>
  guard === undefined || check(guard, schema, { path: '' }).length === 0;

/** The key itself where it is free, else the first with a number that is. */
function freshKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key;
  const base = key.replace(/\d+$/, '').slice(0, 58);
  for (let number = 2; ; number++) {
    if (!taken.has(`${base}${number}`)) return `${base}${number}`;
  }
}
