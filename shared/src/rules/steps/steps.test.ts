import { ME, OTHER } from '../../process/deal.fixture.ts';
import type { Plan } from '../effect.ts';
import type { RunContext } from '../planning.ts';
import { aRun, planned as plan } from '../rule.fixture.ts';

const effect = (given: Plan): object | undefined => (given.ok && 'effect' in given ? given.effect : undefined);

describe('a task made by a rule', () => {
  const due = (value: string, own: Partial<RunContext> = {}): unknown => {
    const made = effect(plan({ kind: 'task.create', title: 'x', due: value }, own));
    return made && 'dueAt' in made ? made.dueAt : undefined;
  };

  it('has its texts filled in and belongs to whom the formula names', () => {
    const step = {
      kind: 'task.create',
      title: 'Call back: {{ title }} ({{ amount }})',
      description: '{{ record.url }}, by {{ actor.name }}',
      assignee: '= record.owner',
      priority: 'high',
      checklist: ['Price of {{ title }}', '{{ phone }}'],
    };
    expect(effect(plan(step))).toEqual({
      kind: 'task.create',
      title: 'Call back: Sell paint (1,200)',
      description: 'https://etapa.example/deal/42, by Olga',
      assigneeId: ME,
      dueAt: null,
      priority: 'high',
      blocksStage: false,
      checklist: [{ text: 'Price of Sell paint', done: false }],
    });
  });

  it('is due a duration from now, on the calendar of the organisation', () => {
    expect(due('PT2H')).toBe('2026-03-02T12:00:00Z');
    expect(due('P1M')).toBe('2026-04-02T09:00:00Z'); // summer time has begun in Kyiv
  });

  it('is due at the end of a day, or at a time, that a formula gives', () => {
    expect(due('= today() + @"P1D"')).toBe('2026-03-03T21:59:59Z');
    expect(due('= now() + @"PT30M"')).toBe('2026-03-02T10:30:00Z');
    expect(due('= duration("PT2H")')).toBe('2026-03-02T12:00:00Z');
  });

  it('fails with the reason when its due time is none', () => {
    expect(plan({ kind: 'task.create', title: 'x', due: '= 5' })).toMatchObject({ ok: false });
    expect(plan({ kind: 'task.create', title: '{{ 1 + }}' })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ends too early'),
    });
    expect(plan({ kind: 'task.create', title: 'x', assignee: '= title' })).toMatchObject({ ok: false });
  });
});

describe('a record changed by a rule', () => {
  const set = (values: { [key: string]: unknown }, own: Partial<RunContext> = {}): Plan =>
    plan({ kind: 'record.update', set: values }, own);

  it('gets values, and results of formulas in the kind of their field', () => {
    expect(effect(set({ discount: 'yes', amount: '= amount / 7', phone: null }))).toEqual({
      kind: 'record.update',
      set: { discount: 'yes', amount: 171.43, phone: null },
    });
    expect(effect(set({ width: '= steps.m.width + 0.1' }, { steps: { m: { width: 0.2 } } }))).toMatchObject({
      set: { width: 0.3 },
    });
  });

  it('fails when a formula comes to nothing, unless its writer named nothing as a result', () => {
    expect(set({ amount: '= width' })).toEqual({ ok: false, reason: 'amount: The formula came out empty.' });
    expect(effect(set({ amount: '= null', width: '= if amount > 5 then null else 5' }))).toMatchObject({
      set: { amount: null, width: null },
    });
  });

  it('fills in texts', () => {
    expect(effect(set({ reason: '{{ title }} for {{ amount }}' }))).toMatchObject({
      set: { reason: 'Sell paint for 1,200' },
    });
  });

  it('fails with the reason when a part of the formula is missing or of another kind', () => {
    expect(set({ amount: '= width * 2' })).toMatchObject({ ok: false, reason: expect.stringMatching(/^amount: /) });
    expect(set({ amount: '= for i in 1..1000000000 return i' })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('too much'),
    });
    expect(set({ amount: '= title' })).toMatchObject({ ok: false, reason: expect.stringContaining('not a number') });
  });
});

describe('a notice', () => {
  it('goes to each person once', () => {
    const made = effect(plan({ kind: 'notify', to: `= ["${OTHER}", record.owner, "${OTHER}"]`, text: '{{ title }}' }));
    expect(made).toEqual({ kind: 'notify', userIds: [OTHER, ME], text: 'Sell paint' });
  });

  it('fails when there is nobody to tell', () => {
    const run = aRun();
    expect(
      plan({ kind: 'notify', to: '= record.owner', text: 'x' }, { record: { ...run.record, ownerId: null } }),
    ).toMatchObject({ ok: false });
  });
});

describe('a branch', () => {
  it('goes one way or the other, by the record as it is now', () => {
    const when = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1000 }] };
    expect(plan({ kind: 'branch', when })).toMatchObject({ ok: true, branch: 'then' });
    const run = aRun();
    const poor = { ...run.record, doc: { ...run.record.doc, amount: 1 } };
    expect(plan({ kind: 'branch', when }, { record: poor })).toMatchObject({ ok: true, branch: 'else' });
  });
});
