import { COMPANY, ME, OTHER, RECORD } from '../../process/deal.fixture.ts';
import { aRun, aRunWith, effectOf, stepFaults } from '../rule.fixture.ts';

describe('a record that a rule makes', () => {
  const step = {
    kind: 'record.create',
    entityType: 'project',
    stage: 'do',
    doc: { name: 'Deliver {{ title }}', company: '= company', budget: '= amount / 7', phone: '= phone' },
    linkField: 'deal',
  };

  it('gets values of the record that led to it, and its owner', () => {
    expect(effectOf(step, aRunWith({ company: COMPANY }))).toEqual({
      kind: 'record.create',
      entityType: 'project',
      funnel: null,
      stage: 'do',
      doc: { name: 'Deliver Sell paint', company: COMPANY, budget: 171.43, phone: null },
      ownerId: ME,
      linkField: 'deal',
      unless: null,
    });
    expect(effectOf({ ...step, ownerId: OTHER })).toMatchObject({ ownerId: OTHER });
    expect(effectOf({ ...step, ownerId: '= null' })).toMatchObject({ ownerId: null });
  });

  it('leaves empty what is empty, but fails with what cannot be worked out', () => {
    expect(effectOf(step)).toMatchObject({ doc: { company: null, phone: null } });
    expect(effectOf({ ...step, doc: { ...step.doc, budget: '= width * 2' } })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^budget: /),
    });
  });

  it('is not made where one exists, which its own values may tell', () => {
    const unless = {
      combinator: 'and',
      rules: [
        { field: 'company', operator: '=', value: '= company' },
        { combinator: 'or', rules: [{ field: '$stage', operator: 'in', value: ['plan', '= "do"'] }] },
      ],
    };
    expect(effectOf({ ...step, unless }, aRunWith({ company: COMPANY }))).toMatchObject({
      unless: {
        combinator: 'and',
        rules: [
          { field: 'company', operator: '=', value: COMPANY },
          { combinator: 'or', rules: [{ field: '$stage', operator: 'in', value: ['plan', 'do'] }] },
        ],
      },
    });
    expect(effectOf({ ...step, unless })).toMatchObject({ ok: false });
    expect(stepFaults({ ...step, unless })).toEqual([]);
    const wrong = [
      { field: 'nosuch', operator: '=', value: '= company' },
      { field: 'budget', operator: 'beginsWith', value: '= amount' },
      { field: 'budget', operator: '>', value: '= amuont' },
      { field: 'budget', operator: 'changed' },
    ];
    expect(stepFaults({ ...step, unless: { combinator: 'and', rules: wrong } })).toEqual([
      '/unless/rules/0/field unknown_field',
      '/unless/rules/1/operator operator_not_for_kind',
      '/unless/rules/3/operator operator_needs_event',
      '/unless/rules/2/value unknown_name',
    ]);
  });

  it('is checked against its own type', () => {
    expect(stepFaults(step)).toEqual([]);
    expect(stepFaults({ kind: 'record.create', entityType: 'nosuch', doc: {} })).toEqual([
      '/entityType unknown_entity_type',
    ]);
    expect(
      stepFaults({
        kind: 'record.create',
        entityType: 'project',
        funnel: 'sales',
        doc: { code: 'x', amount: 1, budget: '= title', company: 'Acme', phone: '{{ nosuch }}' },
        ownerId: 'somebody',
        linkField: 'company',
      }),
    ).toEqual([
      '/funnel unknown_funnel',
      '/doc/code read_only',
      '/doc/amount unknown_field',
      '/doc/budget wrong_kind',
      '/doc/company bad_format',
      '/doc/phone unknown_name',
      '/doc/name required',
      '/ownerId bad_format',
      '/linkField wrong_kind',
    ]);
  });
});

describe('linked records that a rule changes', () => {
  it('get values of the record that led to it', () => {
    expect(
      effectOf({ kind: 'records.update', via: 'company', set: { rate: '= amount / 1000', region: 'apac' } }),
    ).toEqual({
      kind: 'records.update',
      via: 'company',
      set: { rate: 1.2, region: 'apac' },
      move: null,
    });
    expect(effectOf({ kind: 'records.update', via: 'project.deal', move: { stage: 'do' } })).toEqual({
      kind: 'records.update',
      via: 'project.deal',
      set: {},
      move: { stage: 'do', funnel: null },
    });
    expect(effectOf({ kind: 'records.update', via: 'company', set: { rate: '= width' } })).toMatchObject({ ok: false });
  });

  it('are checked against their own type', () => {
    const faults = (step: object) => stepFaults({ kind: 'records.update', ...step });
    expect(faults({ via: 'nosuch', set: {} })).toEqual(['/via unknown_field']);
    expect(faults({ via: 'nosuch.deal', set: {} })).toEqual(['/via unknown_field']);
    expect(faults({ via: 'project.company', set: {} })).toEqual(['/via unknown_field']);
    expect(faults({ via: 'amount', set: {} })).toEqual(['/via unknown_field']);
    expect(faults({ via: 'company' })).toEqual(['/set required']);
    expect(faults({ via: 'company', set: { rate: 'x', nosuch: 1 }, move: { stage: 'do' } })).toEqual([
      '/set/rate wrong_type',
      '/set/nosuch unknown_field',
      '/move/stage unknown_stage',
    ]);
    expect(faults({ via: 'project.deal', move: { stage: 'do', funnel: 'work' } })).toEqual([]);
  });
});

describe('an approval that a rule asks for', () => {
  const ask = (step: object, own = {}) => effectOf({ kind: 'approval.request', ...step }, own);

  it('is asked of everybody once, and says what for', () => {
    const step = { approvers: `= ["${OTHER}", record.owner, "${OTHER}"]`, due: 'P1D', text: 'Sell for {{ amount }}?' };
    expect(ask(step)).toEqual({
      kind: 'approval.request',
      approverIds: [OTHER, ME],
      mode: 'all',
      dueAt: '2026-03-03T10:00:00Z',
      text: 'Sell for 1,200?',
    });
    expect(ask({ approvers: ['= record.owner', OTHER, ME] })).toMatchObject({ approverIds: [ME, OTHER] });
    expect(ask({ approvers: ['= 1 / 0', OTHER] })).toMatchObject({ ok: false });
    expect(ask({ approvers: ME, mode: { atLeast: 2 } })).toMatchObject({ ok: false });
    expect(ask({ approvers: '= record.owner' }, { record: { ...aRun().record, ownerId: null } })).toMatchObject({
      ok: false,
    });
  });

  it('is checked, what follows it too', () => {
    const faults = (step: object) => stepFaults({ kind: 'approval.request', ...step });
    const say = (id: string, text: string) => [{ id, kind: 'notify', to: '= record.owner', text }];
    expect(
      faults({
        approvers: [ME],
        onApproved: say('yes', '{{ steps.s1.decision }}'),
        onRejected: say('no', '{{ titel }}'),
      }),
    ).toEqual(['/onRejected/0/text unknown_name']);
    expect(faults({ approvers: [ME, ME], mode: { atLeast: 2 } })).toEqual(['/mode/atLeast too_large']);
    expect(faults({ approvers: ['= record.owner'], mode: { atLeast: 2 } })).toEqual([]);
    expect(faults({ approvers: [ME, '= width', 'nobody'] })).toEqual([
      '/approvers/1 wrong_kind',
      '/approvers/2 bad_format',
    ]);
    expect(faults({ approvers: [ME], mode: 'most' })).toEqual(['/mode not_allowed']);
    expect(faults({ approvers: '= width', due: '= title' })).toEqual(['/approvers wrong_kind']);
    expect(faults({ approvers: [RECORD], due: '= amount' })).toEqual(['/due wrong_kind']);
  });
});
