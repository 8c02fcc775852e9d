import type { Reference } from '@etapa/shared/api/entity-types';
import { type TestApp, testApp } from './app.ts';
import { until } from './until.ts';

export const stage = (key: string, group: string, rest: object = {}) => ({ key, name: key, group, ...rest });

/** The type that each story begins with. */
export const deal = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'text' },
    { key: 'note', label: 'Note', kind: 'longText' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      stages: [stage('approach', 'open'), stage('proposal', 'open'), stage('won', 'won'), stage('lost', 'lost')],
      transitions: 'free',
    },
  ],
};

export type Definition = typeof deal & {
  version: number;
  revision: number;
  jobId: string;
  broken: Reference[];
  funnels: typeof deal.funnels;
};

/** Types that people work in and that are drafted and published over, in an Etapa of the test file's own. */
export function useDesigns() {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
  });
  afterAll(() => test?.stop());

  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    token?: string,
  ) => test.inject({ method, url: `/api/v1${url}`, body, ...(token ? { token } : {}) });

  /** A type of its own for each story. */
  async function make(key: string, changes: object = {}): Promise<void> {
    const made = await call('POST', '/entity-types', { ...deal, key, ...changes });
    if (made.statusCode !== 201) throw new Error(made.body);
  }

  async function add(key: string, doc: object, place = 'approach') {
    const made = await call('POST', `/entity-types/${key}/records`, { doc, stage: place });
    if (made.statusCode !== 201) throw new Error(made.body);
    return made.json();
  }

  const draftOf = async (key: string): Promise<Definition> =>
    (await call('GET', `/entity-types/${key}?version=draft`)).json();

  /** Changes the draft and saves it. */
  async function edit(key: string, change: (definition: Definition) => object): Promise<Definition> {
    const draft = await draftOf(key);
    const saved = await call('PUT', `/entity-types/${key}/draft`, { ...draft, ...change(draft) });
    if (saved.statusCode !== 200) throw new Error(saved.body);
    return saved.json();
  }

  async function publish(key: string, decisions?: object): Promise<Definition> {
    const answer = await call('POST', `/entity-types/${key}/publish`, decisions);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json();
  }

  const jobOf = (id: string) =>
    until(async () => {
      const job = (await call('GET', `/jobs/${id}`)).json();
      return job.status === 'queued' || job.status === 'running' ? undefined : job;
    });

  const kindOf =
    (kind: string, rest: object = {}) =>
    (definition: Definition) => ({
      fields: definition.fields.map((field) => (field.key === 'amount' ? { ...field, kind, ...rest } : field)),
    });

  const money = kindOf('money', { currency: 'EUR' });

  return {
    get test() {
      return test;
    },
    call,
    make,
    add,
    draftOf,
    edit,
    publish,
    jobOf,
    kindOf,
    money,
  };
}
