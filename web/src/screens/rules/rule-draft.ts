import type { Rule, Step, Trigger } from '@etapa/shared/rules/rule';
import { branchesOf, type StepPlace, standingsOf, stepsIn } from '@etapa/shared/rules/step-tree';
import { triggerKindOf } from '@etapa/shared/rules/triggers/kinds';
import { OWNER } from '../../rules/owner.ts';

/**
 * A rule to begin with; for a stage, or the record's making where there is none.
 *
 * @param funnel where other funnels have a stage of that key, too
 */
export function emptyRule(stage: string | null, funnel?: string): Rule {
  const trigger: Trigger =
    stage === null
      ? { kind: 'record.created' }
      : { kind: 'stage.entered', stages: [stage], ...(funnel === undefined ? {} : { funnel }) };
  return { key: '', name: '', enabled: true, trigger, steps: [newStep('task.create', [])] };
}

type Block = { [name: string]: unknown };

/** What most people want of a step, so that little is left to fill in. */
const STEP_DEFAULTS: { [kind: string]: () => Block } = {
  'task.create': () => ({ title: '', assignee: OWNER, due: 'P1D' }),
  'record.update': () => ({ set: {} }),
  'record.create': () => ({ doc: {} }),
  'records.update': () => ({ set: {} }),
  'lines.add': () => ({ name: '', quantity: 1, onDuplicate: 'add' }),
  'lines.discount': () => ({ percent: 5 }),
  'approval.request': () => ({ mode: 'all', onApproved: [], onRejected: [] }),
  'email.send': () => ({ to: OWNER, subject: '', body: '' }),
  notify: () => ({ to: OWNER, text: '' }),
  'http.request': () => ({ url: '', method: 'POST' }),
  branch: () => ({ when: { combinator: 'and', rules: [] }, then: [], else: [] }),
  wait: () => ({ for: 'P1D' }),
};

const TRIGGER_DEFAULTS: { [kind: string]: Partial<Trigger> } = {
  'stage.idle': { for: 'P7D' },
  'record.idle': { for: 'P14D' },
  'date.reached': { offset: 'P0D', at: '09:00' },
  schedule: { cron: '0 9 * * *' },
};

/** A step of a kind, under an id that no step of the rule has. */
export function newStep(kind: string, all: readonly Step[]): Step {
  return { id: freeName('s', new Set(allIds(all))), kind, ...STEP_DEFAULTS[kind]?.() };
}

/** A trigger of another kind, with those parameters that both have. */
export function changedTrigger(trigger: Trigger, kind: string): Trigger {
  const names = Object.keys(triggerKindOf(kind)?.parameters ?? {});
  const kept = names.filter((name) => trigger[name] !== undefined).map((name) => [name, trigger[name]]);
  return { ...TRIGGER_DEFAULTS[kind], ...Object.fromEntries(kept), kind };
}

/** Steps with everything in them again, each under an id of its own. */
export function copyOf(steps: readonly Step[], all: readonly Step[]): Step[] {
  const taken = new Set(allIds(all));
  const renamed = (one: Step): Step => {
    const id = freeName('s', taken);
    taken.add(id);
    const within = branchesOf(one).map((name) => [name, stepsIn(one, name).map(renamed)]);
    return { ...structuredClone(one), id, ...Object.fromEntries(within) };
  };
  return steps.map(renamed);
}

/** A key from a name: its Latin letters and digits, else `rule`; with a number where it is taken. */
export function ruleKey(name: string, taken: readonly string[]): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, 50);
  const used = new Set(taken);
  if (slug !== '' && !used.has(slug)) return slug;
  return freeName(slug === '' ? 'rule-' : `${slug}-`, used);
}

const allIds = (steps: readonly Step[]): string[] => standingsOf({ steps: [...steps] }).map(({ step }) => step.id);

/**
 * Where a step comes to when it is moved up (-1) or down (1) by one in reading order: past its neighbour, into the
 * branches of one that has such, and out of its own at their ends. Null at the ends of the rule.
 */
export function shiftedPlace(rule: Pick<Rule, 'steps'>, id: string, by: -1 | 1): StepPlace | null {
  const all = standingsOf(rule);
  const own = all.find(({ step }) => step.id === id);
  if (!own) return null;
  const { within, at } = own.place;
  const beside = all.find(
    ({ place }) =>
      place.at === at + by && place.within?.step === within?.step && place.within?.branch === within?.branch,
  )?.step;
  if (beside) {
    const branch = by > 0 ? branchesOf(beside)[0] : branchesOf(beside).at(-1);
    if (branch === undefined) return { ...(within ? { within } : {}), at: by > 0 ? at + 2 : at - 1 };
    return { within: { step: beside.id, branch }, at: by > 0 ? 0 : stepsIn(beside, branch).length };
  }
  const holder = within && all.find(({ step }) => step.id === within.step);
  if (!holder) return null;
  const branches = branchesOf(holder.step);
  const next = branches[branches.indexOf(within.branch) + by];
  if (next !== undefined) {
    return { within: { step: holder.step.id, branch: next }, at: by > 0 ? 0 : stepsIn(holder.step, next).length };
  }
  return { ...holder.place, at: holder.place.at + (by > 0 ? 1 : 0) };
}

function freeName(stem: string, taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
