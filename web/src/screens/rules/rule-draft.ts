import type { Rule, Step } from '@etapa/shared/rules/rule';

/** What the form can make; other kinds in a rule are kept as they are and shown by name. */
export const STEP_KINDS = ['task.create', 'notify', 'record.update'] as const;
export const TRIGGER_KINDS = ['stage.entered', 'record.created', 'record.updated'] as const;

/** What a person's formula for the record's owner is in every step. */
export const OWNER = '= record.owner';

export const emptyRule = (): Rule => ({
  key: '',
  name: '',
  enabled: true,
  trigger: { kind: 'stage.entered' },
  steps: [newStep('task.create', [])],
});

/** A step of a kind with what most people want, under an id the rule does not have yet. */
export function newStep(kind: string, steps: readonly Step[]): Step {
  const id = freeName('s', new Set(allIds(steps)));
  if (kind === 'task.create') return { id, kind, title: '', assignee: OWNER, due: 'P1D' };
  if (kind === 'notify') return { id, kind, to: OWNER, text: '' };
  return { id, kind, set: {} };
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

/** Moves a step one place up (-1) or down (1); at the ends nothing moves. */
export function moveStep(steps: readonly Step[], at: number, by: -1 | 1): Step[] {
  const moved = [...steps];
  const to = at + by;
  const [one, other] = [moved[at], moved[to]];
  if (!one || !other) return moved;
  moved[at] = other;
  moved[to] = one;
  return moved;
}

/** Which steps still lack what they cannot run without, by their place. */
export function unfinished(steps: readonly Step[]): Set<number> {
  const blank = (value: unknown) => typeof value !== 'string' || value.trim() === '';
  return new Set(
    steps.flatMap((step, at) => {
      if (step.kind === 'task.create') return blank(step.title) ? [at] : [];
      if (step.kind === 'notify')
        return blank(step.text) || (Array.isArray(step.to) && step.to.length === 0) ? [at] : [];
      if (step.kind === 'record.update') return Object.keys(step.set ?? {}).length === 0 ? [at] : [];
      return [];
    }),
  );
}

function allIds(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => [
    step.id,
    ...(['then', 'else'] as const).flatMap((branch) =>
      Array.isArray(step[branch]) ? allIds(step[branch] as Step[]) : [],
    ),
  ]);
}

function freeName(stem: string, taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
