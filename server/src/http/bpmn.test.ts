import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InspectedDiagram } from '@etapa/shared/api/bpmn';
import { type TestApp, testApp } from '../testing/app.ts';
import { makeJobType } from '../testing/job-type.ts';

const sample = (name: string): Buffer => readFileSync(resolve(import.meta.dirname, '../testing/diagrams', name));

describe('diagrams through the API', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
  }, 30_000);
  afterAll(() => app?.stop());

  const inspect = async (bytes: Buffer, { into = '', name = 'diagram.bpmn', token = app.admin.token } = {}) => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)]), name);
    const query = into ? `?into=${into}` : '';
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${app.address}/api/v1/bpmn/inspect${query}`, { method: 'POST', body: form, headers });
    return { status: answer.status, body: (await answer.json()) as InspectedDiagram };
  };
  const call = (method: 'GET' | 'POST', path: string, body?: object, token = app.admin.token) =>
    app.inject({ method, url: `/api/v1${path}`, ...(body ? { body } : {}), token });

  it('are looked at first, then installed as a process whose rules are off', async () => {
    const { status, body } = await inspect(sample('modeler-order.bpmn'));
    expect(status).toBe(200);
    expect(body.left).toContainEqual(
      expect.objectContaining({ id: 'Participant_09vbx3p', reason: 'outside', message: expect.stringMatching(/pool/) }),
    );
    expect((await call('GET', '/entity-types/orderToCash')).statusCode).toBe(404);
    const difference = await call('POST', '/packages/inspect', body.document);
    expect(difference.json()).toMatchObject({ faults: [], entityTypes: [{ key: 'orderToCash', state: 'added' }] });
    const installed = await call('POST', '/packages/install', body.document);
    expect(installed.statusCode).toBe(201);
    const rules = (await call('GET', '/entity-types/orderToCash/rules')).json().items;
    expect(rules.length).toBeGreaterThan(3);
    expect(rules.filter(({ enabled }: { enabled: boolean }) => enabled)).toEqual([]);
    const made = await call('POST', '/entity-types/orderToCash/records', { doc: { title: 'First' } });
    expect(made.json().stage).toBe('check-order');
    const again = await inspect(sample('modeler-order.bpmn'));
    expect(again.body.document.entityTypes[0]?.key).toBe('orderToCash2');
  });

  it('add funnels to the draft of a process, and publish nothing', async () => {
    const { body } = await inspect(sample('signavio-claim.bpmn'), { into: 'job' });
    expect(body.document.entityTypes[0]?.funnels?.map(({ name }) => name)).toEqual([
      'Main',
      'Versicherung',
      'Werkstatt',
    ]);
    const installed = await call('POST', '/packages/install?publish=false', body.document);
    expect(installed.json()).toMatchObject({ entityTypes: ['job'], drafts: ['job'] });
    expect((await call('GET', '/entity-types/job')).json().funnels).toHaveLength(1);
    expect((await call('GET', '/entity-types/job?version=draft')).json().funnels).toHaveLength(3);
    const check = await call('POST', '/entity-types/job/draft/check');
    expect(check.json()).toMatchObject({ faults: [], references: [] });
  });

  it('go out and come back as they were', async () => {
    const ready = await call('POST', '/packages/install', { builtin: 'sales-pipeline' });
    expect(ready.statusCode).toBe(201);
    const file = await call('GET', '/entity-types/deal/export.bpmn?language=ja');
    expect(file.headers['content-type']).toBe('application/xml; charset=utf-8');
    expect(file.body).toContain('<bpmn:participant id="pool_');
    const { body } = await inspect(Buffer.from(file.body), { name: 'deal.bpmn' });
    expect(body.left).toEqual([]);
    const difference = (await call('POST', '/packages/inspect', body.document)).json();
    expect(difference.faults).toEqual([]);
    expect([...difference.entityTypes, ...difference.parts].map(({ state }) => state)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    expect((await call('GET', '/entity-types/company/export.bpmn')).json()).toMatchObject({ status: 409 });
  });

  it('that are none are refused with their place', async () => {
    expect(await inspect(Buffer.from('<definitions>\n<a>\n</definitions>'))).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_document',
        errors: [{ path: '/file', code: 'not_xml' }],
        detail: expect.stringMatching(/^Line 3/),
      },
    });
    expect(await inspect(Buffer.alloc(0))).toMatchObject({ status: 422, body: { errors: [{ code: 'empty' }] } });
    expect(await inspect(Buffer.alloc(11 * 1024 * 1024, ' '))).toMatchObject({ status: 413 });
  });

  it('are only for who may design', async () => {
    const member = await app.addUser(['member']);
    expect((await inspect(sample('bare.bpmn'), { token: member.token })).status).toBe(403);
    expect((await call('GET', '/entity-types/job/export.bpmn', undefined, member.token)).statusCode).toBe(403);
    expect((await inspect(sample('bare.bpmn'), { into: 'nothing' })).status).toBe(404);
  });
});
