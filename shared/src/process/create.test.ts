import { aDeal, COMPANY, contextOf, DEAL, decided, ME, NOW, OTHER, RECORD, refused } from './deal.fixture.ts';
import { decide } from './decide.ts';

const make = (doc: { [key: string]: never } | object = {}, more: object = {}) =>
  ({ kind: 'create', doc: { title: 'Sell paint', ...doc }, ...more }) as Parameters<typeof decide>[2];

describe('a new record', () => {
  it('begins in the first open stage of the first funnel, owned by who made it', () => {
    const { next, events, visit } = decided(null, make({ amount: 100 }));
    expect(next).toMatchObject({
      id: RECORD,
      number: 42,
      funnel: 'sales',
      stage: 'approach',
      stageEnteredAt: NOW,
      closedAt: null,
      ownerId: ME,
      title: 'Sell paint',
      version: 1,
      createdBy: { kind: 'user', id: ME },
      deletedAt: null,
    });
    expect(visit).toEqual({ entered: { funnel: 'sales', stage: 'approach', at: NOW } });
    expect(events).toEqual([
      { kind: 'record.created', after: next.doc, funnel: 'sales', stage: 'approach', ownerId: ME },
    ]);
  });

  it('has defaults, numbers and computed fields, computed in the order they depend on each other', () => {
    expect(aDeal({ amount: 100, discount: 'yes', reason: 'Old friend' }).doc).toEqual({
      title: 'Sell paint',
      code: 'D-0042',
      amount: 100,
      discount: 'yes',
      payable: 95,
      taxed: 114,
      reason: 'Old friend',
    });
    expect(aDeal().doc).toEqual({ title: 'Sell paint', code: 'D-0042', discount: 'no' });
  });

  it('keeps values as they are stored: trimmed, empty ones absent, phones in E.164, links in lower case', () => {
    const { doc } = aDeal({
      title: '  Sell paint ',
      phone: '044 123 45 67',
      tags: [],
      reason: '',
      company: COMPANY.toUpperCase(),
    });
    expect(doc).toMatchObject({ title: 'Sell paint', phone: '+380441234567', company: COMPANY });
    expect(doc).not.toHaveProperty('tags');
    expect(doc).not.toHaveProperty('reason');
  });

  it('says once that a link is no id', () => {
    const refusal = refused(null, { kind: 'create', doc: { title: 'A', company: 'Acme' } });
    expect(refusal.errors?.map(({ path, code }) => [path, code])).toEqual([['/doc/company', 'bad_format']]);
  });

  it('clears a default by null', () => {
    expect(aDeal({ discount: null }).doc).not.toHaveProperty('discount');
  });

  it('tells every fault of the document at once, by where it is', () => {
    const refusal = refused(null, {
      kind: 'create',
      doc: {
        amount: 1.005,
        discount: 'perhaps',
        payable: 3,
        code: 'X-1',
        tags: 'hot',
        colour: 'red',
        company: RECORD,
        lossReason: 7,
      },
    });
    expect(refusal.code).toBe('invalid_document');
    expect(Object.fromEntries(refusal.errors?.map(({ path, code }) => [path, code]) ?? [])).toEqual({
      '/doc/title': 'required',
      '/doc/amount': 'too_many_decimals',
      '/doc/discount': 'not_allowed',
      '/doc/payable': 'read_only',
      '/doc/code': 'read_only',
      '/doc/tags': 'wrong_type',
      '/doc/colour': 'unknown_key',
      '/doc/company': 'unknown_record',
      '/doc/lossReason': 'wrong_type',
    });
    for (const { message } of refusal.errors ?? []) expect(message).toMatch(/^[A-Z"].*\.$/);
  });

  it('refuses keys of JavaScript objects like any other unknown key', () => {
    const doc = JSON.parse('{"title": "T", "__proto__": {"amount": 1}, "constructor": 1, "a/b~c": 2}');
    const paths = refused(null, { kind: 'create', doc }).errors?.map(({ path }) => path);
    expect(paths).toEqual(['/doc/__proto__', '/doc/constructor', '/doc/a~1b~0c']);
  });

  it('asks for a field that a condition requires', () => {
    const refusal = refused(null, make({ discount: 'yes' }));
    expect(refusal.code).toBe('invalid_document');
    expect(refusal.errors).toEqual([{ path: '/doc/reason', code: 'required', message: expect.any(String) }]);
  });

  it('refuses a retired option, unless an import brings it', () => {
    expect(refused(null, make({ discount: 'maybe' })).errors?.[0]?.code).toBe('retired_option');
    const imported = decided(null, make({ discount: 'maybe' }), { actor: { kind: 'import', id: 'j', userId: ME } });
    expect(imported.next.doc.discount).toBe('maybe');
  });

  it('refuses a link to a record of another type, in product rows too', () => {
    const refusal = refused(null, make({ items: [{ product: COMPANY, unitPrice: 2 }] }));
    expect(refusal.errors).toEqual([
      { path: '/doc/items/0/product', code: 'wrong_entity_type', message: expect.any(String) },
    ]);
  });

  it('can be made in any stage whose demands it meets', () => {
    expect(refused(null, make({}, { stage: 'proposal' }))).toMatchObject({
      code: 'required_fields',
      errors: [
        { path: '/doc/amount', code: 'required' },
        { path: '/doc/phone', code: 'required' },
      ],
    });
    expect(refused(null, make({ amount: 5 }, { stage: 'big' })).code).toBe('guard_failed');
    expect(refused(null, make({}, { stage: 'few' }), { stageCount: () => 2 }).code).toBe('stage_full');
    expect(refused(null, make({}, { stage: 'closed' })).code).toBe('forbidden');
    const { next } = decided(null, make({ amount: 1, phone: '+380441234567' }, { stage: 'proposal' }));
    expect(next.stage).toBe('proposal');
  });

  it('is closed when made in a won or lost stage', () => {
    expect(decided(null, make({}, { stage: 'won' })).next.closedAt).toBe(NOW);
  });

  it('finds a stage of another funnel, and refuses stages and funnels that are not there', () => {
    expect(decided(null, make({}, { stage: 'doing' })).next.funnel).toBe('service');
    expect(decided(null, make({}, { funnel: 'service' })).next.stage).toBe('asked');
    expect(refused(null, make({}, { stage: 'nowhere' })).errors?.[0]).toMatchObject({
      path: '/stage',
      code: 'unknown_stage',
    });
    expect(refused(null, make({}, { funnel: 'sales', stage: 'doing' })).errors?.[0]?.path).toBe('/stage');
    expect(refused(null, make({}, { funnel: 'x' })).errors?.[0]).toMatchObject({
      path: '/funnel',
      code: 'unknown_funnel',
    });
  });

  it('has no stage where its type has no funnel', () => {
    const { funnels, ...company } = DEAL;
    const { next, visit } = decided(null, make(), {}, company);
    expect(next).toMatchObject({ funnel: null, stage: null, stageEnteredAt: null });
    expect(visit).toBeUndefined();
  });

  it('takes an owner, or none, but nobody unknown', () => {
    expect(decided(null, make({}, { ownerId: OTHER }), { teamOf: (id) => `team of ${id}` }).next).toMatchObject({
      ownerId: OTHER,
      teamId: `team of ${OTHER}`,
    });
    expect(decided(null, make({}, { ownerId: null })).next.ownerId).toBeNull();
    expect(refused(null, make({}, { ownerId: RECORD })).errors?.[0]).toMatchObject({
      path: '/ownerId',
      code: 'unknown_user',
    });
  });

  it('refuses fields the person may not write', () => {
    const fieldAccess = { read: 'all', write: new Set(['title']) } as const;
    expect(refused(null, make({ amount: 1, phone: '+380441234567' }), { fieldAccess })).toMatchObject({
      code: 'forbidden',
      errors: [{ path: '/doc/amount' }, { path: '/doc/phone' }],
    });
    expect(decided(null, make(), { fieldAccess }).next.doc.discount).toBe('no');
  });

  it('brings its past from an import, which no stage holds back', () => {
    const past = { createdAt: '2020-01-01T00:00:00.000Z', closedAt: '2020-02-01T00:00:00.000Z', stage: 'lost' };
    const actor = { kind: 'import', id: 'job', userId: ME } as const;
    const { next, visit } = decided(null, make({}, past), { actor });
    expect(next).toMatchObject({
      createdAt: past.createdAt,
      closedAt: past.closedAt,
      stageEnteredAt: past.closedAt,
      ownerId: null,
    });
    expect(visit?.entered?.at).toBe(past.closedAt);
    const impossible = { ...past, closedAt: '2019-01-01T00:00:00.000Z' };
    expect(refused(null, make({}, impossible), { actor }).errors?.[0]?.path).toBe('/closedAt');
  });

  it('is named by its number when its title is empty', () => {
    const untitled = { ...DEAL, fields: DEAL.fields.map((field) => ({ ...field, required: false })) };
    expect(decided(null, { kind: 'create', doc: {} }, {}, untitled).next.title).toBe('#42');
  });

  it('is not made without the id and place its caller gives', () => {
    expect(() => decide(DEAL, null, make(), contextOf({ id: undefined }))).toThrow();
  });
});
