import { aDeal, ME, OTHER } from '../../process/deal.fixture.ts';
import { aRun, planned, stepFaults } from '../rule.fixture.ts';

const faults = stepFaults;

describe('a wait', () => {
  const until = (step: object, own = {}): unknown => {
    const plan = planned({ kind: 'wait', ...step }, own);
    return plan.ok && 'wait' in plan ? plan.wait : plan;
  };

  it('ends a duration from now, on the calendar of the organisation, however long', () => {
    expect(until({ for: 'PT90S' })).toEqual({ until: '2026-03-02T10:01:30Z', event: null });
    expect(until({ for: 'P3M' })).toEqual({ until: '2026-06-02T09:00:00Z', event: null }); // summer time
    expect(until({ for: 'P1Y' })).toEqual({ until: '2027-03-02T10:00:00Z', event: null });
    expect(until({ for: '= if amount > 1000 then @"P2D" else @"P5D"' })).toMatchObject({
      until: '2026-03-04T10:00:00Z',
    });
    expect(until({ for: 'P9000Y' })).toMatchObject({ ok: false });
  });

  it('ends at a time, or as a day begins, that a formula gives', () => {
    expect(until({ until: '= now() + @"P1D"' })).toMatchObject({ until: '2026-03-03T10:00:00Z' });
    expect(until({ until: '= date("2026-03-20")' })).toMatchObject({ until: '2026-03-19T22:00:00Z' });
    expect(until({ until: '= date("2020-01-01")' })).toMatchObject({ until: '2019-12-31T22:00:00Z' });
    expect(until({ until: '= if amount > 0 then null else today()' })).toMatchObject({ ok: false });
  });

  it('ends at what a field holds, and fails when that is empty', () => {
    const record = aDeal({});
    const due = { ...record, doc: { ...record.doc, due: '2026-07-01' } };
    expect(until({ until: 'due' }, { record: due })).toMatchObject({ until: '2026-06-30T21:00:00Z' });
    expect(until({ until: 'due' }, { record })).toEqual({ ok: false, reason: 'The field "due" is empty.' });
  });

  it('ends with an event, or when its time is out', () => {
    const event = { kind: 'stage.entered', stages: ['won'] };
    expect(until({ for: { event, timeout: 'P1D' } })).toEqual({ until: '2026-03-03T10:00:00Z', event });
    expect(until({ for: { event } })).toEqual({ until: null, event });
  });

  it('is checked: one end, of a kind that can come', () => {
    expect(faults({ kind: 'wait' })).toEqual(['/for required']);
    expect(faults({ kind: 'wait', for: 'P1D', until: 'due' })).toEqual(['/until conflict']);
    expect(faults({ kind: 'wait', for: 'soon' })).toEqual(['/for bad_format']);
    expect(faults({ kind: 'wait', for: '= amount' })).toEqual(['/for wrong_kind']);
    expect(faults({ kind: 'wait', for: '= if amount > 5 then @"P2D" else @"P5D"' })).toEqual([]);
    expect(faults({ kind: 'wait', until: 'nosuch' })).toEqual(['/until unknown_field']);
    expect(faults({ kind: 'wait', until: 'title' })).toEqual(['/until wrong_kind']);
    expect(faults({ kind: 'wait', until: '= amount' })).toEqual(['/until wrong_kind']);
    expect(faults({ kind: 'wait', until: 'due' })).toEqual([]);
    expect(faults({ kind: 'wait', for: { timeout: 'x' } })).toEqual(['/for/event required']);
    expect(
      faults({ kind: 'wait', for: { event: { kind: 'stage.entered', stages: ['nosuch'] }, timeout: 'x' } }),
    ).toEqual(['/for/event/stages/0 unknown_stage', '/for/timeout bad_format']);
  });
});

describe('the end of a run', () => {
  it('says why', () => {
    expect(planned({ kind: 'stop', reason: 'No answer from {{ title }}' })).toMatchObject({
      ok: true,
      stop: 'No answer from Sell paint',
    });
    expect(planned({ kind: 'stop' })).toMatchObject({ ok: true, stop: '' });
  });
});

describe('a record that a rule assigns', () => {
  const TEAM = '01900000-0000-7000-8000-0000000000e1';
  const effect = (to: unknown, own = {}): unknown => {
    const plan = planned({ kind: 'record.assign', to }, own);
    return plan.ok && 'effect' in plan ? plan.effect : plan;
  };
  const big = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1000 }] };
  const huge = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 1_000_000 }] };

  it('goes to a person, named or given by a formula, or to nobody', () => {
    expect(effect(OTHER)).toEqual({ kind: 'record.assign', userId: OTHER });
    expect(effect(`= if amount > 5 then "${OTHER}" else record.owner`)).toEqual({
      kind: 'record.assign',
      userId: OTHER,
    });
    expect(effect('= null')).toEqual({ kind: 'record.assign', userId: null });
    expect(effect('= record.owner', { record: { ...aRun().record, ownerId: null } })).toMatchObject({ ok: false });
    expect(effect(`= ["${ME}", "${OTHER}"]`)).toMatchObject({ ok: false });
  });

  it('goes to one of a pool, whom the worker chooses', () => {
    expect(effect({ pool: [ME, OTHER], by: 'roundRobin' })).toEqual({
      kind: 'record.assign',
      pool: { userIds: [ME, OTHER] },
      by: 'roundRobin',
    });
    expect(effect({ pool: TEAM, by: 'leastLoaded' })).toEqual({
      kind: 'record.assign',
      pool: { teamId: TEAM },
      by: 'leastLoaded',
    });
  });

  it('goes to whom the first rule that holds names', () => {
    const rules = [
      { when: huge, to: OTHER },
      { when: big, to: '= record.owner' },
    ];
    expect(effect({ by: 'rules', rules })).toEqual({ kind: 'record.assign', userId: ME });
    expect(effect({ by: 'rules', rules: rules.slice(0, 1) })).toEqual({ kind: 'record.assign', userId: ME }); // its owner
    expect(effect({ by: 'rules', rules: rules.slice(0, 1), pool: TEAM })).toMatchObject({ pool: { teamId: TEAM } });
  });

  it('is checked: everybody named could be a person', () => {
    const assign = (to: unknown) => faults({ kind: 'record.assign', to });
    expect(assign(ME)).toEqual([]);
    expect(assign('somebody')).toEqual(['/to bad_format']);
    expect(assign('= amount')).toEqual(['/to wrong_kind']);
    expect(assign(5)).toEqual(['/to wrong_type']);
    expect(assign({ pool: ['somebody'], by: 'turns' })).toEqual(
      expect.arrayContaining(['/to/by not_allowed', '/to/pool/0 bad_format']),
    );
    expect(assign({ by: 'roundRobin' })).toEqual(['/to/pool required']);
    expect(assign({ by: 'rules' })).toEqual(['/to/rules required']);
    const when = { combinator: 'and', rules: [{ field: 'nosuch', operator: 'null' }] };
    expect(assign({ by: 'rules', rules: [{ when, to: '= width' }] })).toEqual([
      '/to/rules/0/when/rules/0/field unknown_field',
      '/to/rules/0/to wrong_kind',
    ]);
  });
});

describe('a record that a rule moves', () => {
  it('goes to the stage of the funnel named, of its own, or of the one that has it', () => {
    const effect = (step: object) => planned({ kind: 'record.move', ...step });
    expect(effect({ stage: 'proposal' })).toMatchObject({ effect: { stage: 'proposal', funnel: 'sales' } });
    expect(effect({ stage: 'doing' })).toMatchObject({ effect: { stage: 'doing', funnel: 'service' } });
    expect(effect({ stage: 'gone' })).toEqual({ ok: false, reason: 'There is no stage "gone" any more.' });
  });

  it('is checked: the stage is one of the funnel', () => {
    expect(faults({ kind: 'record.move', stage: 'nosuch' })).toEqual(['/stage unknown_stage']);
    expect(faults({ kind: 'record.move', stage: 'doing', funnel: 'sales' })).toEqual(['/stage unknown_stage']);
    expect(faults({ kind: 'record.move', stage: 'doing', funnel: 'nosuch' })).toEqual(['/funnel unknown_funnel']);
    expect(faults({ kind: 'record.move', stage: 'doing', funnel: 'service' })).toEqual([]);
  });
});

describe('a comment and tags', () => {
  it('have their texts filled in', () => {
    expect(planned({ kind: 'comment.add', text: 'Worth {{ amount }}' })).toMatchObject({
      effect: { kind: 'comment.add', text: 'Worth 1,200' },
    });
    expect(planned({ kind: 'tag.add', tags: ['big', '{{ title }}', 'big', '{{ phone }}'] })).toMatchObject({
      effect: { kind: 'tag.add', tags: ['big', 'Sell paint'] },
    });
    expect(planned({ kind: 'tag.remove', tag: 'big' })).toMatchObject({
      effect: { kind: 'tag.remove', tags: ['big'] },
    });
  });

  it('fail when nothing comes out', () => {
    expect(planned({ kind: 'comment.add', text: '{{ phone }} ' })).toMatchObject({ ok: false });
    expect(planned({ kind: 'tag.add', tag: '{{ phone }}' })).toMatchObject({ ok: false });
    expect(faults({ kind: 'tag.add' })).toEqual(['/tag required']);
    expect(faults({ kind: 'tag.add', tag: '{{ nosuch }}' })).toEqual(['/tag unknown_name']);
  });
});
