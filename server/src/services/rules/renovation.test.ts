import type { RecordView } from '@etapa/shared/api/records';
import type { RuleRun } from '@etapa/shared/api/rule-runs';
import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';

const PRODUCT = {
  key: 'product',
  name: 'Product',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'series', label: 'Series', kind: 'text' },
    { key: 'price', label: 'Price', kind: 'money', currency: 'EUR' },
  ],
};

const stage = (key: string, group = 'open') => ({ key, name: key, group });

const RENOVATION = {
  key: 'renovation',
  name: 'Renovation',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'length', label: 'Length', kind: 'number' },
    { key: 'width', label: 'Width', kind: 'number' },
    { key: 'floor', label: 'Floor', kind: 'link', target: 'product' },
    { key: 'rows', label: 'Rows', kind: 'lines', currency: 'EUR', target: 'product' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', formula: '= sum(for r in rows return r.total)' },
    { key: 'note', label: 'Note', kind: 'text' },
  ],
  funnels: [
    { key: 'main', name: 'Main', transitions: 'free', stages: [stage('new'), stage('offer'), stage('won', 'won')] },
  ],
};

const SITE = {
  key: 'site',
  name: 'Site',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'renovation', label: 'Renovation', kind: 'link', target: 'renovation' },
    { key: 'budget', label: 'Budget', kind: 'money', currency: 'EUR' },
    { key: 'note', label: 'Note', kind: 'text' },
  ],
  funnels: [{ key: 'work', name: 'Work', transitions: 'free', stages: [stage('plan'), stage('do')] }],
};

describe('a turnkey renovation', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
    for (const type of [PRODUCT, RENOVATION, SITE]) await ok('/entity-types', type);
  }, 60_000);
  afterAll(() => app?.stop());

  const ok = async <T = { id: string }>(url: string, body?: object): Promise<T> => {
    const answer = await app.inject({ method: body ? 'POST' : 'GET', url: `/api/v1${url}`, ...(body ? { body } : {}) });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
    return answer.json();
  };
  const rule = (key: string, trigger: object, steps: object[]) =>
    ok('/entity-types/renovation/rules', { key, name: key, enabled: true, trigger, steps });
  const ran = (key: string, record: string) =>
    until(async () => {
      const { items } = await ok<{ items: RuleRun[] }>(`/rule-runs?rule=${key}&record=${record}`);
      const [run] = items;
      if (run?.status === 'failed') throw new Error(JSON.stringify(run));
      return run?.status === 'done' && run;
    }, 20);

  it('is offered by its size, discounted to the cent and handed on to those who build it', async () => {
    const laminate = await ok('/entity-types/product/records', {
      doc: { name: 'Laminate', series: 'floor', price: 19.99 },
    });
    const { id: underlay } = await ok('/entity-types/product/records', { doc: { name: 'Underlay', price: 3.35 } });
    await rule('offer', { kind: 'record.created' }, [
      { id: 'a', kind: 'lines.add', product: '= floor', quantity: '= length * width' },
      { id: 'b', kind: 'lines.add', product: underlay, quantity: '= length * width', onDuplicate: 'replace' },
      { id: 'c', kind: 'lines.add', name: 'Labour', quantity: 8, unitPrice: '= 25.5', onDuplicate: 'skip' },
      { id: 'd', kind: 'lines.discount', amount: 100 },
      { id: 'e', kind: 'comment.add', text: 'Offered for {{ amount }} to {{ actor.kind }}' },
      { id: 'f', kind: 'record.move', stage: 'offer' },
    ]);
    await rule('build', { kind: 'stage.entered', stages: ['won'] }, [
      {
        id: 'make',
        kind: 'record.create',
        entityType: 'site',
        stage: 'plan',
        doc: { name: 'Build {{ title }}', budget: '= amount * 0.8', note: '= note' },
        linkField: 'renovation',
        unless: { combinator: 'and', rules: [{ field: 'name', operator: '=', value: '= "Build " + title' }] },
      },
      { id: 'say', kind: 'record.update', set: { note: 'Site {{ steps.make.number }}: {{ steps.make.title }}' } },
      { id: 'go', kind: 'records.update', via: 'site.renovation', set: { note: '= note' }, move: { stage: 'do' } },
    ]);

    const doc = { title: 'Flat 7', length: 5, width: 6, floor: laminate.id };
    const { id } = await ok('/entity-types/renovation/records', { doc });
    await ran('offer', id);
    const offered = await ok<RecordView>(`/entity-types/renovation/records/${id}`);
    // 30 × 19.99 + 30 × 3.35 + 8 × 25.5 − 100
    expect(offered).toMatchObject({ stage: 'offer', doc: { amount: 804.2 } });
    expect(offered.doc.rows).toMatchObject([
      { name: 'Laminate', quantity: 30, unitPrice: 19.99 },
      { name: 'Underlay', quantity: 30, unitPrice: 3.35 },
      { name: 'Labour', quantity: 8, unitPrice: 25.5 },
    ]);

    for (const next of ['won', 'new', 'won']) await ok(`/entity-types/renovation/records/${id}/move`, { stage: next });
    await until(async () => {
      const { items } = await ok<{ items: RuleRun[] }>(`/rule-runs?rule=build&record=${id}&status=done`);
      return items.length === 2;
    }, 20);
    const { items: sites } = await ok<{ items: RecordView[] }>('/entity-types/site/records');
    expect(sites).toMatchObject([
      { stage: 'do', ownerId: offered.ownerId, doc: { name: 'Build Flat 7', budget: 643.36, renovation: id } },
    ]);
    expect(sites[0]?.doc.note).toBe('Site 1: Build Flat 7');
  }, 60_000);
});
