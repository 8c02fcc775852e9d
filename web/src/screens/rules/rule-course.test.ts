import type { Step } from '@etapa/shared/rules/rule';
import { type Course, litBlocks } from './rule-course.ts';

const note = (id: string): Step => ({ id, kind: 'notify' });
const rule = { steps: [{ id: 'b', kind: 'branch', then: [note('c')], else: [] }, note('d')] };
const course = (own: Partial<Course>): Course => ({
  trigger: true,
  condition: true,
  reached: new Set(['b', 'b/else/none', 'd']),
  taken: new Map([['b', ['else']]]),
  ended: true,
  ...own,
});
const lit = (own: Partial<Course>) => [...litBlocks(rule, course(own))].toSorted();

describe('the way through a rule', () => {
  it('goes through the branch that was taken and on behind it, and not through the other', () => {
    expect(lit({})).toEqual([':condition', ':end', ':trigger', 'b', 'b:else', 'b:join', 'd']);
  });

  it('stops where the run does', () => {
    const waiting = { reached: new Set(['b', 'b/then/c']), taken: new Map([['b', ['then']]]), ended: false };
    expect(lit(waiting)).toEqual([':condition', ':trigger', 'b', 'c']);
  });

  it('does not begin where the trigger or the condition says no', () => {
    expect(lit({ trigger: false })).toEqual([]);
    expect(lit({ condition: false })).toEqual([':trigger']);
  });
});
