import type { RecordView } from '@etapa/shared/api/records';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { InnerEffect } from '@etapa/shared/rules/effect';
import { type TestApp, testApp } from '../../testing/app.ts';
import { type TestRule, testRule } from '../../testing/effects.ts';

const stages = (...keys: string[]) =>
  keys.map((key) => ({ key, name: key, group: key === 'won' || key === 'lost' ? key : 'open' }));

const CUSTOMER = {
  key: 'customer',
  name: 'Customer',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'state', label: 'State', kind: 'text' },
  ],
};

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'integer', max: 1000 },
    { key: 'customer', label: 'Customer', kind: 'link', target: 'customer' },
    { key: 'from', label: 'From', kind: 'links', target: 'deal' },
  ],
  funnels: [
    { key: 'sales', name: 'Sales', transitions: 'free', stages: stages('new', 'proposal', 'won', 'lost') },
    { key: 'again', name: 'Again', transitions: 'free', stages: stages('cold', 'warm') },
  ],
};

const TIGHT = {
  key: 'tight',
  name: 'Tight',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'customer', label: 'Customer', kind: 'link', target: 'customer' },
  ],
  funnels: [
    {
      key: 'main',
      name: 'Main',
      transitions: 'free',
      stages: [...stages('todo'), { key: 'doing', name: 'Doing', group: 'open', limit: 2 }],
    },
  ],
};

describe('an effect of a step', () => {
  let app: TestApp;
  let rule: TestRule;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    for (const type of [CUSTOMER, DEAL, TIGHT]) expect((await post('/entity-types', type)).statusCode).toBe(201);
    rule = await testRule(app, 'deal');
  }, 60_000);
  afterAll(() => app?.stop());

  const post = (url: string, body: object) => app.inject({ method: 'POST', url: `/api/v1${url}`, body });
  const get = async <T>(url: string): Promise<T> => (await app.inject({ url: `/api/v1${url}` })).json();
  const make = async (doc: object, more: object = {}, type = 'deal'): Promise<RecordView> =>
    (await post(`/entity-types/${type}/records`, { doc, ...more })).json();
  const deal = (id: string) => get<RecordView>(`/entity-types/deal/records/${id}`);
  const eventsOf = (id: string) =>
    app.database.query<{ kind: string; actor: object; cause: object }>(
      'SELECT kind, actor, cause FROM events WHERE record_id = $1 ORDER BY seq',
      [id],
    );

  it('moves the record as the rule, and says so in the event', async () => {
    const { id } = await make({ title: 'Benches' });
    const { output } = await rule.perform(id, { kind: 'record.move', stage: 'warm', funnel: 'again' });
    expect(output).toMatchObject({ changed: true, funnel: 'again', stage: 'warm' });
    expect(await deal(id)).toMatchObject({ funnel: 'again', stage: 'warm' });
    const moved = (await eventsOf(id)).at(-1);
    expect(moved).toMatchObject({
      kind: 'record.moved',
      actor: { kind: 'rule', id: 'by-hand', version: 1 },
      cause: { rule: 'by-hand', stepId: 's', depth: 3 },
    });
  });

  describe('that assigns', () => {
    let people: string[];
    beforeAll(async () => {
      const added = [];
      for (const name of ['Ada', 'Bob', 'Cleo']) added.push((await app.addUser(['member'], name)).id);
      people = added;
    });
    const pool = (by: 'roundRobin' | 'leastLoaded'): InnerEffect => ({
      kind: 'record.assign',
      pool: { userIds: people },
      by,
    });
    const owner = async (id: string) => (await deal(id)).ownerId;
    const setActive = (id: string, active: boolean) =>
      app.database.query('UPDATE users SET active = $2 WHERE id = $1', [id, active]);

    it('gives the record to the person it names', async () => {
      const { id } = await make({ title: 'One' });
      await rule.perform(id, { kind: 'record.assign', userId: people[1] ?? null });
      expect(await owner(id)).toBe(people[1]);
    });

    it('takes turns, also when many records come at once, and passes over who is not active', async () => {
      const cards = await Promise.all(Array.from({ length: 9 }, (_, at) => make({ title: `Turn ${at}` })));
      await Promise.all(cards.map(({ id }) => rule.perform(id, pool('roundRobin'), 'turns')));
      const owners = await Promise.all(cards.map(({ id }) => owner(id)));
      expect(people.map((id) => owners.filter((each) => each === id).length)).toEqual([3, 3, 3]);
      await setActive(people[0] ?? '', false);
      const more = await Promise.all(Array.from({ length: 4 }, (_, at) => make({ title: `More ${at}` })));
      for (const { id } of more) await rule.perform(id, pool('roundRobin'), 'turns');
      const others = await Promise.all(more.map(({ id }) => owner(id)));
      expect(people.map((id) => others.filter((each) => each === id).length)).toEqual([0, 2, 2]);
      await setActive(people[0] ?? '', true);
    });

    it('keeps the turns of two steps apart', async () => {
      const first = await make({ title: 'A' });
      const second = await make({ title: 'B' });
      await rule.perform(first.id, pool('roundRobin'), 'step-a');
      await rule.perform(second.id, pool('roundRobin'), 'step-b');
      expect([await owner(first.id), await owner(second.id)]).toEqual([people[0], people[0]]);
    });

    it('finds the least loaded by open records of the type alone, and the turn among equals', async () => {
      const [a, b, c] = await Promise.all(
        ['X', 'Y', 'Z'].map(async (name) => (await app.addUser(['member'], name)).id),
      );
      const own = async (ownerId: string | undefined, stage: string) => make({ title: 'Load' }, { ownerId, stage });
      // Open: a 2, b 1, c 1; what is closed, in the trash or of another type does not count.
      for (const [who, stage] of [
        [a, 'new'],
        [a, 'proposal'],
        [b, 'new'],
        [c, 'new'],
        [c, 'won'],
        [c, 'won'],
        [b, 'lost'],
      ] as const)
        await own(who, stage);
      await make({ name: 'Co' }, { ownerId: b }, 'customer');
      const binned = await own(b, 'new');
      await app.inject({ method: 'DELETE', url: `/api/v1/entity-types/deal/records/${binned.id}` });
      const effect: InnerEffect = {
        kind: 'record.assign',
        pool: { userIds: [a, b, c].map(String) },
        by: 'leastLoaded',
      };
      const given: (string | null)[] = [];
      for (let at = 0; at < 3; at++) {
        const card = await make({ title: 'Next' });
        await rule.perform(card.id, effect, 'load');
        given.push(await owner(card.id));
      }
      expect(given).toEqual([b, c, a]);
    });

    it('spreads the least loaded evenly when many records come at once', async () => {
      const team = await Promise.all([1, 2].map(async (at) => (await app.addUser(['member'], `T${at}`)).id));
      const { id: teamId } = (await post('/teams', { name: 'Team', memberIds: team })).json();
      const cards = await Promise.all(Array.from({ length: 8 }, () => make({ title: 'Many' })));
      const effect: InnerEffect = { kind: 'record.assign', pool: { teamId }, by: 'leastLoaded' };
      await Promise.all(cards.map(({ id }) => rule.perform(id, effect, 'spread')));
      const owners = await Promise.all(cards.map(({ id }) => owner(id)));
      expect(team.map((id) => owners.filter((each) => each === id).length)).toEqual([4, 4]);
    });

    it('fails, saying why, when nobody is left', async () => {
      const { id } = await make({ title: 'Nobody' });
      const { id: gone } = await app.addUser(['member'], 'Gone');
      await setActive(gone, false);
      const effect: InnerEffect = { kind: 'record.assign', pool: { userIds: [gone] }, by: 'roundRobin' };
      await expect(rule.perform(id, effect)).rejects.toThrow('nobody in the pool is active');
      expect(await owner(id)).toBe(app.admin.id);
    });
  });

  describe('that makes a record', () => {
    const creation = (more: Partial<Extract<InnerEffect, { kind: 'record.create' }>> = {}): InnerEffect => ({
      kind: 'record.create',
      entityType: 'deal',
      funnel: 'again',
      stage: null,
      doc: { title: 'Again' },
      ownerId: null,
      linkField: 'from',
      unless: null,
      ...more,
    });
    const cold: ConditionGroup = { combinator: 'and', rules: [{ field: '$stage', operator: '=', value: 'cold' }] };

    it('makes it in the funnel asked for, pointing back, one link further down the chain', async () => {
      const { id } = await make({ title: 'Old' });
      const { output } = await rule.perform(id, creation());
      const made = output as { id: string; number: number; created: boolean };
      expect(made.created).toBe(true);
      expect(await deal(made.id)).toMatchObject({
        number: made.number,
        funnel: 'again',
        stage: 'cold',
        ownerId: null,
        doc: { title: 'Again', from: [id] },
        createdBy: { kind: 'rule', id: 'by-hand' },
      });
      expect(await eventsOf(made.id)).toMatchObject([{ kind: 'record.created', cause: { depth: 3, rule: 'by-hand' } }]);
    });

    it('makes none where one that points back meets the condition, also when two ask at once', async () => {
      const { id } = await make({ title: 'Once' });
      const other = await make({ title: 'Another' });
      const effect = creation({ unless: cold });
      const asked = await Promise.all(Array.from({ length: 5 }, () => rule.perform(id, effect)));
      const outputs = asked.map(({ output }) => output as { id: string; created: boolean });
      expect(outputs.filter(({ created }) => created)).toHaveLength(1);
      expect(new Set(outputs.map((each) => each.id)).size).toBe(1);
      // One that points to another record, or does not meet the condition any more, hinders nothing.
      expect((await rule.perform(other.id, effect)).output).toMatchObject({ created: true });
      await post(`/entity-types/deal/records/${outputs[0]?.id}/move`, { stage: 'warm' });
      expect((await rule.perform(id, effect)).output).toMatchObject({ created: true });
    });

    it('belongs to nobody where the owner it would have has left', async () => {
      const { id: gone } = await app.addUser(['member'], 'Left');
      await app.database.query('UPDATE users SET active = false WHERE id = $1', [gone]);
      const { id } = await make({ title: 'Orphan' });
      const { output } = await rule.perform(id, creation({ ownerId: gone }));
      expect(output).toMatchObject({ created: true, skipped: [gone] });
      expect(await deal((output as { id: string }).id)).toMatchObject({ ownerId: null });
    });

    it('is bound by the checks that bind people', async () => {
      const { id } = await make({ title: 'Wrong' });
      const before = (await get<{ total: number }>('/entity-types/deal/records?count=exact')).total;
      await expect(rule.perform(id, creation({ doc: { title: 'Big', amount: 5000 } }))).rejects.toThrow('fault');
      expect((await get<{ total: number }>('/entity-types/deal/records?count=exact')).total).toBe(before);
    });
  });

  describe('that changes linked records', () => {
    it('changes those that a field of the record leads to', async () => {
      const customer = await make({ name: 'Acme' }, {}, 'customer');
      const { id } = await make({ title: 'Linked', customer: customer.id });
      const { output } = await rule.perform(id, {
        kind: 'records.update',
        via: 'customer',
        set: { state: 'active' },
        move: null,
      });
      expect(output).toEqual({ linked: 1, changed: 1, ids: [customer.id] });
      expect(await get(`/entity-types/customer/records/${customer.id}`)).toMatchObject({ doc: { state: 'active' } });
    });

    it('changes and moves those that point to it, all or none', async () => {
      const customer = await make({ name: 'Umbrella' }, {}, 'customer');
      const link = { customer: customer.id };
      const cards = [await make({ title: 'P', ...link }), await make({ title: 'Q', ...link })];
      await make({ title: 'Other type', ...link }, {}, 'tight');
      const byCustomer = await testRule(app, 'customer', 'customers');
      const update = (set: object, move: object | null = null) =>
        byCustomer.perform(customer.id, { kind: 'records.update', via: 'deal.customer', set, move } as InnerEffect);
      const { output } = await update({ amount: 7 }, { stage: 'proposal', funnel: null });
      expect(output).toMatchObject({ linked: 2, changed: 2 });
      for (const { id } of cards) expect(await deal(id)).toMatchObject({ stage: 'proposal', doc: { amount: 7 } });
      await expect(update({ amount: 5000 })).rejects.toThrow(/^#\d+: /);
      for (const { id } of cards) expect(await deal(id)).toMatchObject({ doc: { amount: 7 } });
    });

    it('counts on the cards it brings itself where a stage has a limit', async () => {
      const customer = await make({ name: 'Limited' }, {}, 'customer');
      const cards = [];
      for (const title of ['1', '2', '3']) cards.push(await make({ title, customer: customer.id }, {}, 'tight'));
      const byCustomer = await testRule(app, 'customer', 'limits');
      const effect: InnerEffect = {
        kind: 'records.update',
        via: 'tight.customer',
        set: {},
        move: { stage: 'doing', funnel: null },
      };
      await expect(byCustomer.perform(customer.id, effect)).rejects.toThrow('as many cards');
      await app.inject({ method: 'DELETE', url: `/api/v1/entity-types/tight/records/${cards[0]?.id}` });
      expect((await byCustomer.perform(customer.id, effect)).output).toMatchObject({ linked: 2, changed: 2 });
    });

    it('refuses more than a thousand at once', async () => {
      const customer = await make({ name: 'Crowd' }, {}, 'customer');
      const sample = await make({ title: 'Sample', customer: customer.id });
      await app.database.query(
        `INSERT INTO records (id, entity_type, number, last_activity_at, title, doc, definition_version, rank, version,
           created_at, created_by, updated_at)
         SELECT gen_random_uuid(), 'deal', 100000 + n, now(), '', doc, definition_version, rank, 1, now(), '{}', now()
         FROM records, generate_series(1, 1000) n WHERE id = $1`,
        [sample.id],
      );
      await app.database.query(
        `INSERT INTO record_links (from_id, field, to_id) SELECT id, 'customer', $1 FROM records WHERE number > 100000`,
        [customer.id],
      );
      const byCustomer = await testRule(app, 'customer', 'crowds');
      const effect: InnerEffect = { kind: 'records.update', via: 'deal.customer', set: { amount: 1 }, move: null };
      await expect(byCustomer.perform(customer.id, effect)).rejects.toThrow('More than 1000');
    });
  });

  it('comments as the rule', async () => {
    const { id } = await make({ title: 'Talk' });
    await rule.perform(id, { kind: 'comment.add', text: 'Mind the gap' });
    const { items } = await get<{ items: object[] }>(`/comments?record=${id}`);
    expect(items).toMatchObject([{ text: 'Mind the gap', createdBy: { kind: 'rule', id: 'by-hand' } }]);
  });

  it('tells those who may read the record, and names who was passed over', async () => {
    const role = { key: 'own', name: 'Own', grants: [{ entityType: 'deal', actions: ['read'], scope: 'own' }] };
    expect((await post('/roles', role)).statusCode).toBe(201);
    const insider = await app.addUser(['member'], 'In');
    const outsider = await app.addUser(['own'], 'Out');
    const { id } = await make({ title: 'Secret' });
    const { output } = await rule.perform(id, { kind: 'notify', userIds: [insider.id, outsider.id], text: 'Look' });
    expect(output).toEqual({ userIds: [insider.id], skipped: [outsider.id] });
    const unread = async (token: string) => (await app.inject({ url: '/api/v1/notifications', token })).json().items;
    expect(await unread(insider.token)).toMatchObject([{ text: 'Look', recordId: id }]);
    expect(await unread(outsider.token)).toEqual([]);
  });
});
