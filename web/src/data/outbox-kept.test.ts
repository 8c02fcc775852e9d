/**
 * @jest-environment jsdom
 */
import { onlineManager, QueryClient } from '@tanstack/react-query';
import { outboxOptions } from './outbox.ts';
import { forgetUnsent, keepOutbox, unsentNow } from './outbox-kept.ts';
import { type RecordEdit, recordEdits } from './record-change.ts';

interface Sent {
  url: string;
  key: string;
  body: { version?: number; doc: object };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 30));
const record = (version: number, doc: object) => ({ id: 'r1', number: 7, entityType: 'deal', version, doc });

describe('what waits to be sent', () => {
  const sent: Sent[] = [];
  let answers: { status: number; body: object }[] = [];
  let stop: (() => void) | undefined;
  beforeEach(() => {
    localStorage.clear();
    sent.length = 0;
    answers = [];
    Object.assign(globalThis, {
      fetch: async (url: string, init: { headers: { [name: string]: string }; body: string }) => {
        sent.push({ url, key: init.headers['idempotency-key'] ?? '', body: JSON.parse(init.body) });
        const { status, body } = answers.shift() ?? { status: 200, body: record(9, {}) };
        return { ok: status < 300, status, text: async () => JSON.stringify(body), json: async () => body };
      },
    });
    onlineManager.setOnline(false);
  });
  afterEach(() => {
    stop?.();
    for (const one of unsentNow()) forgetUnsent(one);
  });

  const edit = (client: QueryClient, once: string, input: Partial<RecordEdit>) => {
    const mutation = client.getMutationCache().build(client, outboxOptions(client, recordEdits));
    mutation.execute({ once, input: { entityType: 'deal', id: 'r1', ...input } }).catch(() => undefined);
  };

  it('goes out once the server is there again, in its order, each with its own key', async () => {
    const client = new QueryClient();
    stop = keepOutbox(client, 'ann');
    edit(client, 'a', { doc: { amount: 1 } });
    edit(client, 'b', { doc: { amount: 2 } });
    await settle();
    expect(sent).toEqual([]);
    onlineManager.setOnline(true);
    await client.resumePausedMutations();
    await settle();
    expect(sent.map(({ key, body }) => [key, body.doc])).toEqual([
      ['a', { amount: 1 }],
      ['b', { amount: 2 }],
    ]);
    expect(Object.keys(localStorage).filter((key) => key.startsWith('etapa:outbox:'))).toEqual([]);
  });

  it('outlives a reload, under the same key, for the one who wrote it alone', async () => {
    const before = new QueryClient();
    const gone = keepOutbox(before, 'ann');
    edit(before, 'kept', { doc: { amount: 3 } });
    await settle();
    gone();
    onlineManager.setOnline(true);
    stop = keepOutbox(new QueryClient(), 'bob');
    await settle();
    expect(sent).toEqual([]);
    stop();
    stop = keepOutbox(new QueryClient(), 'ann');
    await settle();
    expect(sent.map(({ key, body }) => [key, body.doc])).toEqual([['kept', { amount: 3 }]]);
  });

  it('gives way to nobody who changed other fields, and keeps both values where it was the same one', async () => {
    onlineManager.setOnline(true);
    const client = new QueryClient();
    stop = keepOutbox(client, 'ann');
    const conflict = (doc: object) => ({
      status: 409,
      body: { status: 409, code: 'version_conflict', current: record(5, doc) },
    });
    answers = [conflict({ amount: 1, phone: 'theirs' })];
    edit(client, 'other', { version: 4, doc: { amount: 2 }, base: { amount: 1 } });
    await settle();
    expect(sent.map(({ key, body }) => [key, body.version])).toEqual([
      ['other', 4],
      ['other-2', 5],
    ]);
    onlineManager.setOnline(false);
    edit(client, 'same', { version: 4, doc: { amount: 2 }, base: { amount: 1 } });
    await settle();
    answers = [conflict({ amount: 7 })];
    onlineManager.setOnline(true);
    await client.resumePausedMutations();
    await settle();
    const refused = [{ kind: 'edit', written: { once: 'same', input: { doc: { amount: 2 } } } }];
    expect(unsentNow()).toMatchObject(refused);
    stop();
    keepOutbox(new QueryClient(), 'bob')();
    expect(unsentNow()).toEqual([]);
    stop = keepOutbox(new QueryClient(), 'ann');
    expect(unsentNow()).toMatchObject(refused);
    expect(unsentNow()[0]?.problem.code).toBe('version_conflict');
  });
});
