/** @jest-environment node */
import { api, apiUrl, onSignedOut } from './client.ts';
import { isProblem, type ProblemError } from './problem.ts';

interface Sent {
  url: string;
  method: string | undefined;
  headers: Record<string, string>;
  body: unknown;
}

const realFetch = globalThis.fetch;
let sent: Sent[] = [];

/** Stands in for the network: answers every request with what is given. */
function answer(make: () => Response): void {
  globalThis.fetch = async (url, init) => {
    sent.push({
      url: String(url),
      method: init?.method,
      headers: init?.headers as Record<string, string>,
      body: init?.body,
    });
    return make();
  };
}

const problem = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } });

async function failure(call: Promise<unknown>): Promise<ProblemError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isProblem(error)) throw new Error(`No problem: ${String(error)}`);
  return error;
}

beforeEach(() => {
  sent = [];
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

describe('the client', () => {
  it('writes conditions into the address as JSON and leaves out what is empty', () => {
    const filter = { combinator: 'and', rules: [{ field: 'name', operator: '=', value: 'ТОВ & Sons' }] };
    const url = new URL(apiUrl('/entity-types/deal/records', { filter, q: '', limit: 0, cursor: null }), 'http://e');
    expect(JSON.parse(url.searchParams.get('filter') ?? '')).toEqual(filter);
    expect([...url.searchParams.keys()]).toEqual(['filter', 'limit']);
  });

  it('sends a body only where there is one', async () => {
    answer(() => new Response('{}'));
    await api.post('/tasks/1/complete');
    await api.post('/tasks', { title: 'Call' });
    expect(sent.map((one) => [one.body, one.headers['content-type']])).toEqual([
      [null, undefined],
      ['{"title":"Call"}', 'application/json'],
    ]);
  });

  it('throws the server’s problem with its faults by field', async () => {
    answer(() =>
      problem(422, {
        status: 422,
        code: 'invalid_document',
        detail: 'Two faults.',
        errors: [
          { path: '/doc/amount', code: 'min', message: 'Too small.' },
          { path: '/doc/name', code: 'required', message: 'Missing.' },
        ],
      }),
    );
    const error = await failure(api.post('/entity-types/deal/records', { doc: {} }));
    expect([error.code, error.status, error.message]).toEqual(['invalid_document', 422, 'Two faults.']);
    expect(error.byField().get('amount')?.message).toBe('Too small.');
  });

  it('makes a problem of an answer that is none, such as a proxy’s page', async () => {
    answer(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect((await failure(api.get('/tasks'))).code).toBe('internal');
  });

  it('says when there was no answer at all', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const error = await failure(api.get('/tasks'));
    expect([error.code, error.status]).toEqual(['network', 0]);
  });

  it('tells the app that the session has ended, but not of a wrong password', async () => {
    let ended = 0;
    onSignedOut(() => {
      ended += 1;
    });
    answer(() => problem(401, { status: 401, code: 'unauthenticated' }));
    await failure(api.post('/auth/login', { email: 'a@b', password: 'x' }));
    expect(ended).toBe(0);
    await failure(api.get('/tasks'));
    expect(ended).toBe(1);
  });
});
