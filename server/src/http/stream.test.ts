import { EmailSender } from '../services/emails-send.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { testRule } from '../testing/effects.ts';
import { makeJob, makeJobType } from '../testing/job-type.ts';

interface Listening {
  /** What came so far: `event data`. */
  heard: string[];
  ended: Promise<void>;
  close(): void;
}

async function listen(app: TestApp, token: string): Promise<Listening> {
  const abort = new AbortController();
  const answer = await fetch(`${app.address}/api/v1/stream`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const heard: string[] = [];
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (text + chunk).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(part) ?? [];
        if (event) heard.push(`${event} ${data}`);
      }
    }
  };
  return { heard, ended: read().catch(() => undefined), close: () => abort.abort() };
}

async function until(condition: () => boolean): Promise<void> {
  for (let at = 0; at < 100 && !condition(); at++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(condition()).toBe(true);
}

describe('the stream', () => {
  let app: TestApp;
  let ann: { id: string; token: string };
  let bob: { id: string; token: string };
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await makeJobType(app);
    ann = await app.addUser(['own'], 'Ann');
    bob = await app.addUser(['own'], 'Bob');
  }, 30_000);
  afterAll(() => app?.stop());

  it('tells each person of what they may see, and of nothing else', async () => {
    const [hers, his] = [await listen(app, ann.token), await listen(app, bob.token)];
    const job = await makeJob(app, { title: 'For Ann' }, ann.id);
    const url = `/api/v1/entity-types/job/records/${job.id}`;
    await app.inject({ method: 'PATCH', url, body: { doc: { title: 'New title' } } });
    await app.inject({ method: 'POST', url: `${url}/move`, body: { stage: 'done' } });
    await app.inject({ method: 'POST', url: '/api/v1/tasks', body: { title: 'Hidden' } });
    await app.inject({ method: 'POST', url: '/api/v1/tasks', body: { title: 'For Bob', assigneeId: bob.id } });
    await until(() => his.heard.length >= 2 && hers.heard.length >= 3);
    const data = (version: number) => JSON.stringify({ entityType: 'job', id: job.id, version });
    expect(hers.heard).toEqual([`record.created ${data(1)}`, `record.updated ${data(2)}`, `record.moved ${data(3)}`]);
    expect(his.heard.map((each) => each.split(' ')[0])).toEqual(['task.created', 'notification']);
    hers.close();
    his.close();
    await Promise.all([hers.ended, his.ended]);
  }, 20_000);

  it('tells who may read a record of its e-mails and approvals', async () => {
    const [hers, his] = [await listen(app, ann.token), await listen(app, bob.token)];
    const rule = await testRule(app, 'job');
    const { id } = await makeJob(app, { title: 'Hers' }, ann.id);
    await rule.perform(id, {
      kind: 'email.send',
      to: ['a@example.com'],
      userIds: [],
      subject: 'S',
      body: 'B',
      attachments: [],
    });
    await app.get(EmailSender).send((await app.inject({ url: `/api/v1/emails?record=${id}` })).json().items[0].id);
    await rule.perform(id, {
      kind: 'approval.request',
      approverIds: [bob.id],
      mode: 'all',
      dueAt: null,
      text: 'May we?',
    });
    await until(() => his.heard.length >= 1 && hers.heard.length >= 4);
    const data = JSON.stringify({ entityType: 'job', id });
    const beside = ['email.written', 'email.updated', 'approval.requested'].map((event) => `${event} ${data}`);
    expect(hers.heard.slice(1)).toEqual(beside);
    expect(his.heard.map((each) => each.split(' ')[0])).toEqual(['notification']);
    hers.close();
    his.close();
    await Promise.all([hers.ended, his.ended]);
  }, 20_000);

  it('ends when the listener is deactivated', async () => {
    const cut = await app.addUser(['member']);
    const listening = await listen(app, cut.token);
    await app.inject({ method: 'PATCH', url: `/api/v1/users/${cut.id}`, body: { active: false } });
    await listening.ended;
    expect(listening.heard).toEqual([]);
  }, 20_000);

  it('is for people who are signed in', async () => {
    const answer = await fetch(`${app.address}/api/v1/stream`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
