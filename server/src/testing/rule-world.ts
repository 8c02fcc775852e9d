import type { RuleRun } from '@etapa/shared/api/rule-runs';
import { RuleSweeper } from '../jobs/rules.ts';
import { TimeRules } from '../services/rules/time/follow.ts';
import { type TestApp, testApp } from './app.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { until } from './until.ts';

/** Monday, 09:00 in Kyiv. */
export const START = '2026-03-02T07:00:00Z';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'integer' },
    { key: 'note', label: 'Note', kind: 'text' },
    { key: 'closing', label: 'Closing', kind: 'date' },
    { key: 'meeting', label: 'Meeting', kind: 'dateTime' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open' },
        { key: 'proposal', name: 'Proposal', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

/** Rules on deals, in an Etapa whose clock stands at `START` in Kyiv until a test moves it. */
export class RuleWorld {
  readonly clock: SimulatedClock;

  private constructor(readonly app: TestApp) {
    this.clock = new SimulatedClock(app, START);
  }

  static async start(options: Parameters<typeof testApp>[0] = {}): Promise<RuleWorld> {
    const world = new RuleWorld(await testApp(options));
    await world.ok('PATCH', '/organization', { timeZone: 'Europe/Kyiv' });
    await world.ok('POST', '/entity-types', DEAL);
    return world;
  }

  stop(): Promise<void> {
    return this.app?.stop();
  }

  /** @throws Error unless it is answered with success */
  async ok<T = { [name: string]: unknown }>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    token?: string,
  ): Promise<T> {
    const answer = await this.app.inject({ method, url: `/api/v1${url}`, body, ...(token ? { token } : {}) });
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
    return answer.body === '' ? (undefined as T) : answer.json();
  }

  rule(key: string, trigger: object, steps: object[], more: object = {}): Promise<object> {
    return this.ok('POST', '/entity-types/deal/rules', { key, name: key, enabled: true, trigger, steps, ...more });
  }

  async removeRules(): Promise<void> {
    const { items } = await this.ok<{ items: { key: string }[] }>('GET', '/entity-types/deal/rules');
    for (const { key } of items) await this.ok('DELETE', `/entity-types/deal/rules/${key}`);
  }

  async deal(doc: object = {}, more: object = {}): Promise<string> {
    const body = { doc: { title: 'Benches', ...doc }, ...more };
    return (await this.ok<{ id: string }>('POST', '/entity-types/deal/records', body)).id;
  }

  move(id: string, stage: string): Promise<object> {
    return this.ok('POST', `/entity-types/deal/records/${id}/move`, { stage });
  }

  patch(id: string, doc: object): Promise<object> {
    return this.ok('PATCH', `/entity-types/deal/records/${id}`, { doc });
  }

  comment(id: string, text: string): Promise<object> {
    return this.ok('POST', `/entity-types/deal/records/${id}/comments`, { text });
  }

  doc(id: string): Promise<{ [field: string]: unknown }> {
    return this.ok<{ doc: object }>('GET', `/entity-types/deal/records/${id}`).then(({ doc }) => ({ ...doc }));
  }

  /** Newest first. */
  async runs(rule: string, record?: string): Promise<RuleRun[]> {
    const of = record ? `&record=${record}` : '';
    return (await this.ok<{ items: RuleRun[] }>('GET', `/rule-runs?limit=200&rule=${rule}${of}`)).items;
  }

  /** The newest run of a rule on a record, once it has a status. */
  run(rule: string, record: string, status: string): Promise<RuleRun> {
    return until(async () => {
      const [run] = await this.runs(rule, record);
      return run?.status === status && run;
    }, 20);
  }

  /** Has workers look for what has become due, without waiting for their next look. */
  sweep(): Promise<void> {
    return this.app.get(RuleSweeper).sweep();
  }

  /** Reads what happened, then sets off what time has brought. */
  async follow(): Promise<void> {
    await this.readLog();
    await this.app.get(TimeRules).follow();
  }

  /** Waits until rules have seen all that happened. */
  async readLog(): Promise<void> {
    await until(async () => {
      const unread = await this.app.database.query(
        `SELECT FROM events e, cursors c WHERE c.consumer = 'rules' AND (e.xid, e.seq) > (c.xid, c.seq) LIMIT 1`,
      );
      return unread.length === 0;
    });
  }
}
