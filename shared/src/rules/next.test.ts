import { next, type StepOutcome } from './next.ts';
import type { Rule } from './rule.ts';

const rule: Rule = {
  key: 'r',
  name: 'R',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [
    { id: 'a', kind: 'notify' },
    { id: 'b', kind: 'branch', then: [{ id: 'c', kind: 'notify' }], else: [{ id: 'd', kind: 'notify' }] },
    { id: 'e', kind: 'notify' },
  ],
};

const walk = (taken: string | undefined): string[] => {
  const outcomes = new Map<string, StepOutcome>();
  const paths: string[] = [];
  for (let placed = next(rule, outcomes); placed; placed = next(rule, outcomes)) {
    paths.push(placed.path);
    outcomes.set(placed.path, { status: 'done', ...(placed.step.kind === 'branch' && taken ? { branch: taken } : {}) });
  }
  return paths;
};

describe('the next step of a run', () => {
  it('goes into the branch that was taken, then on', () => {
    expect(walk('then')).toEqual(['a', 'b', 'b/then/c', 'e']);
    expect(walk('else')).toEqual(['a', 'b', 'b/else/d', 'e']);
  });

  it('passes a branch by when none was taken', () => {
    expect(walk(undefined)).toEqual(['a', 'b', 'e']);
  });
});
