import { aDeal, DEAL, decided, LATER, ME, OTHER, RECORD, refused } from './deal.fixture.ts';

const later = { now: LATER };

describe('a change of fields', () => {
  it('keeps what was not sent, and says before and after of what changed, computed fields included', () => {
    const deal = aDeal({ amount: 100 });
    const { next, events } = decided(deal, { kind: 'patch', doc: { amount: 200 } }, later);
    expect(next.doc).toEqual({ ...deal.doc, amount: 200, payable: 200, taxed: 240 });
    expect(events).toEqual([
      {
        kind: 'record.updated',
        before: { amount: 100, payable: 100, taxed: 120 },
        after: { amount: 200, payable: 200, taxed: 240 },
      },
    ]);
    expect(next).toMatchObject({ version: 2, updatedAt: LATER, lastActivityAt: LATER, createdAt: deal.createdAt });
  });

  it('clears by null, by an empty text and by an empty list', () => {
    const deal = aDeal({ amount: 100, lossReason: 'postponed', tags: ['hot'] });
    const { next, events } = decided(deal, { kind: 'patch', doc: { amount: null, lossReason: '', tags: [] } });
    expect(Object.keys(next.doc).sort()).toEqual(['code', 'discount', 'title']);
    expect(events).toMatchObject([
      { after: { amount: null, lossReason: null, tags: null, payable: null, taxed: null } },
    ]);
  });

  it('is nothing at all when it changes nothing', () => {
    const deal = aDeal({ amount: 100, phone: '+380441234567', tags: ['hot'] });
    const doc = { amount: 100, phone: '044 123-45-67', tags: ['hot'], reason: null, title: ' Sell paint ' };
    const { next, events, visit } = decided(deal, { kind: 'patch', doc, ownerId: ME }, later);
    expect(next).toBe(deal);
    expect(events).toEqual([]);
    expect(visit).toBeUndefined();
  });

  it('changes the title with the title field', () => {
    expect(decided(aDeal(), { kind: 'patch', doc: { title: 'Sell\n\tmore  paint' } }).next.title).toBe(
      'Sell more paint',
    );
  });

  it('refuses computed fields and numbers, clearing them too', () => {
    const { code, errors } = refused(aDeal(), { kind: 'patch', doc: { payable: null, code: 'D-1' } });
    expect(code).toBe('invalid_document');
    expect(errors).toMatchObject([
      { path: '/doc/payable', code: 'read_only' },
      { path: '/doc/code', code: 'read_only' },
    ]);
  });

  it('cannot empty a required field, nor one a condition or the current stage asks for', () => {
    expect(refused(aDeal(), { kind: 'patch', doc: { title: ' ' } }).errors).toMatchObject([
      { path: '/doc/title', code: 'required' },
    ]);
    const reasoned = aDeal({ discount: 'yes', reason: 'Old friend' });
    expect(refused(reasoned, { kind: 'patch', doc: { reason: null } })).toMatchObject({
      code: 'invalid_document',
      errors: [{ path: '/doc/reason', code: 'required' }],
    });
    const filled = { amount: 1, phone: '+380441234567' };
    const proposed = decided(aDeal(filled), { kind: 'move', stage: 'proposal' }).next;
    expect(refused(proposed, { kind: 'patch', doc: { phone: null } })).toMatchObject({
      code: 'required_fields',
      errors: [{ path: '/doc/phone', code: 'required' }],
    });
  });

  it('is not held up by faults that were there before and are not touched', () => {
    const stale = {
      ...aDeal(),
      doc: { title: 'Sell paint', amount: -5, gone: 1, lossReason: 'removed', discount: 'yes' },
    };
    const { next } = decided(stale, { kind: 'patch', doc: { phone: '+380441234567' } });
    expect(next.doc).toEqual({ ...stale.doc, phone: '+380441234567' });
    expect(refused(stale, { kind: 'patch', doc: { amount: -6 } }).errors).toMatchObject([
      { path: '/doc/amount', code: 'too_small' },
    ]);
  });

  it('keeps a retired option and a dead link that it had, but takes no new ones', () => {
    const old = { ...aDeal(), doc: { title: 'Sell paint', discount: 'maybe', company: RECORD } };
    expect(decided(old, { kind: 'patch', doc: { discount: 'maybe', company: RECORD, amount: 1 } }).next.version).toBe(
      2,
    );
    expect(refused(aDeal(), { kind: 'patch', doc: { discount: 'maybe', company: RECORD } }).errors).toMatchObject([
      { path: '/doc/company', code: 'unknown_record' },
      { path: '/doc/discount', code: 'retired_option' },
    ]);
  });

  it('computes quantities of product rows again when what they depend on changes', () => {
    const rows = [{ name: 'Wallpaper', quantity: '= width * 3', unitPrice: 10 }];
    const deal = aDeal({ width: 5, items: rows });
    expect(deal.doc.items).toMatchObject([{ quantity: 15, total: 150 }]);
    const { next } = decided(deal, { kind: 'patch', doc: { width: 6 } });
    expect(next.doc.items).toMatchObject([{ quantity: 18, total: 180 }]);
  });

  it('recomputes only what depends on the change', () => {
    const stamped = {
      ...DEAL,
      fields: [
        ...DEAL.fields,
        { key: 'seen', label: 'Seen', kind: 'text' as const, formula: '= title + string(amount)' },
      ],
    };
    const deal = { ...aDeal({ amount: 1 }, stamped), doc: { ...aDeal({ amount: 1 }, stamped).doc, seen: 'as it was' } };
    expect(decided(deal, { kind: 'patch', doc: { phone: '+380441234567' } }, {}, stamped).next.doc.seen).toBe(
      'as it was',
    );
    expect(decided(deal, { kind: 'patch', doc: { amount: 2 } }, {}, stamped).next.doc.seen).toBe('Sell paint2');
  });

  it('recomputes what depends on the owner and the stage when those change', () => {
    const owned = {
      ...DEAL,
      fields: [...DEAL.fields, { key: 'where', label: 'Where', kind: 'text' as const, formula: '= record.stage' }],
    };
    const deal = aDeal({}, owned);
    expect(deal.doc.where).toBe('approach');
    const { next, events } = decided(deal, { kind: 'move', stage: 'won' }, {}, owned);
    expect(next.doc.where).toBe('won');
    expect(events.map(({ kind }) => kind)).toEqual(['record.updated', 'record.moved']);
  });

  it('names another owner beside the fields, in one version', () => {
    const { next, events } = decided(
      aDeal(),
      { kind: 'patch', doc: { amount: 1 }, ownerId: OTHER },
      { teamOf: () => 'team' },
    );
    expect(next).toMatchObject({ ownerId: OTHER, teamId: 'team', version: 2 });
    expect(events.map(({ kind }) => kind)).toEqual(['record.updated', 'record.assigned']);
  });

  it('refuses every key where nothing may be written', () => {
    const fieldAccess = { read: 'all', write: new Set<string>() } as const;
    expect(refused(aDeal(), { kind: 'patch', doc: { amount: 1 } }, { fieldAccess }).code).toBe('forbidden');
  });
});

describe('an assignment', () => {
  it('gives the record to someone, or to nobody, and is nothing when it already is theirs', () => {
    const given = decided(aDeal(), { kind: 'assign', ownerId: OTHER });
    expect(given.events).toEqual([{ kind: 'record.assigned', before: ME, after: OTHER }]);
    expect(decided(given.next, { kind: 'assign', ownerId: null }).next).toMatchObject({ ownerId: null, teamId: null });
    expect(decided(given.next, { kind: 'assign', ownerId: OTHER }).next).toBe(given.next);
    expect(refused(aDeal(), { kind: 'assign', ownerId: RECORD }).errors).toMatchObject([{ path: '/ownerId' }]);
  });
});

describe('the trash', () => {
  it('takes a record and gives it back as it was, once each', () => {
    const deal = aDeal({ amount: 5 });
    const gone = decided(deal, { kind: 'trash' }, later);
    expect(gone.events).toEqual([{ kind: 'record.deleted' }]);
    expect(gone.next.deletedAt).toBe(LATER);
    expect(decided(gone.next, { kind: 'trash' }).next).toBe(gone.next);
    const back = decided(gone.next, { kind: 'restore' });
    expect(back.events).toEqual([{ kind: 'record.restored' }]);
    expect(back.next).toMatchObject({ deletedAt: null, doc: deal.doc, stage: deal.stage, version: 3 });
    expect(decided(back.next, { kind: 'restore' }).events).toEqual([]);
  });

  it('lets nothing else happen to what is in it', () => {
    const { next } = decided(aDeal(), { kind: 'trash' });
    expect(refused(next, { kind: 'patch', doc: { amount: 1 } }).code).toBe('conflict');
    expect(refused(next, { kind: 'move', stage: 'won' }).code).toBe('conflict');
  });

  it('holds no record that is not there', () => {
    expect(refused(null, { kind: 'trash' }).code).toBe('not_found');
  });
});

describe('an amount whose currency the record names', () => {
  const currencies = {
    ...DEAL,
    fields: [
      { key: 'title', label: 'Title', kind: 'text' as const },
      { key: 'currency', label: 'Currency', kind: 'text' as const },
      { key: 'price', label: 'Price', kind: 'money' as const, currencyField: 'currency' },
      { key: 'third', label: 'A third', kind: 'money' as const, currencyField: 'currency', formula: '= price / 3' },
      { key: 'items', label: 'Items', kind: 'lines' as const, currencyField: 'currency' },
    ],
  };
  const items = [{ name: 'Paint', quantity: 1, unitPrice: 10, discountPercent: 33 }];
  const deal = aDeal({ currency: 'EUR', price: 100, items: [{ ...items[0], unitPrice: 1.5 }] }, currencies);

  it('is brought to the decimals of another currency where it is computed', () => {
    expect(deal.doc).toMatchObject({ third: 33.33, items: [{ total: 1.01 }] });
    const { next } = decided(deal, { kind: 'patch', doc: { currency: 'JPY' } }, {}, currencies);
    expect(next.doc).toMatchObject({ third: 33, items: [{ total: 1 }] });
  });

  it('is refused where it was typed and has more decimals than another currency', () => {
    const cents = decided(deal, { kind: 'patch', doc: { price: 99.5 } }, {}, currencies).next;
    expect(refused(cents, { kind: 'patch', doc: { currency: 'JPY' } }, {}, currencies).errors).toMatchObject([
      { path: '/doc/price', code: 'too_many_decimals' },
    ]);
  });
});
