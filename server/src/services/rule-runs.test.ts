import type { AuditEntry } from '@etapa/shared/api/audit';
import type { RuleRun } from '@etapa/shared/api/rule-runs';
import type { Task } from '@etapa/shared/api/tasks';
import type { TimelineEntry } from '@etapa/shared/api/timeline';
import { RuleWorld } from '../testing/rule-world.ts';
import { DAY, MINUTE } from '../testing/simulated-clock.ts';
import { until } from '../testing/until.ts';

const NOBODY = '00000000-0000-7000-8000-000000000000';
const CREATED = { kind: 'record.created' };

describe('a run of a rule', () => {
  let world: RuleWorld;
  beforeAll(async () => {
    world = await RuleWorld.start({ env: { ETAPA_HTTP_ALLOW: '127.0.0.1', ETAPA_LOG_LEVEL: 'silent' } });
  }, 30_000);
  afterAll(() => world?.stop());
  afterEach(() => world.removeRules());

  const task = (id: string, title: string) => ({ id, kind: 'task.create', title });
  const tasks = async (record: string) => (await world.ok<{ items: Task[] }>('GET', `/tasks?record=${record}`)).items;
  const post = (url: string) => world.app.inject({ method: 'POST', url: `/api/v1${url}` });

  /** Lets the pauses between attempts go by. */
  async function failed(rule: string, record: string): Promise<RuleRun> {
    return until(async () => {
      world.clock.advance(MINUTE);
      await world.sweep();
      const [run] = await world.runs(rule, record);
      return run?.status === 'failed' && run;
    });
  }

  it('goes on from the step that failed when it is retried, once however often that is asked', async () => {
    const tell = { id: 'n', kind: 'notify', to: '= if note = null then null else note', text: 'x' };
    await world.rule('retried', CREATED, [task('t1', 'Before'), tell, task('t2', 'After')]);
    const record = await world.deal({ note: NOBODY });
    const run = await failed('retried', record);
    expect(run).toMatchObject({ attempts: 1 });
    expect(new Map(run.steps.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        ['t1', 'done'],
        ['n', 'failed'],
      ]),
    );
    await world.patch(record, { note: world.app.admin.id });
    const answers = await Promise.all([1, 2, 3].map(() => post(`/rule-runs/${run.id}/retry`)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(
      answers.map(({ statusCode }) => (statusCode === 409 ? 409 : 200)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200).length).toBeGreaterThan(0);
    await world.run('retried', record, 'done');
    expect((await tasks(record)).map(({ title }) => title).sort()).toEqual(['After', 'Before']);
    const { items } = await world.ok<{ items: AuditEntry[] }>('GET', '/audit?action=rule_run.retried');
    expect(items.filter(({ target }) => target.run === run.id)).toHaveLength(1);
    expect((await post(`/rule-runs/${run.id}/retry`)).statusCode).toBe(409);
  });

  it('is cancelled while it waits, and while it pauses before another attempt', async () => {
    await world.rule('a-waits', CREATED, [{ id: 'w', kind: 'wait', for: 'P3D' }, task('t', 'Too late')]);
    // Nobody listens there.
    const call = { id: 'h', kind: 'http.request', url: 'http://127.0.0.1:9/', method: 'POST' };
    await world.rule('b-pauses', CREATED, [call]);
    const record = await world.deal();
    const waiting = await world.run('a-waits', record, 'waiting');
    const pausing = await until(async () => {
      const [run] = await world.runs('b-pauses', record);
      return run && run.attempts > 0 && run;
    });
    for (const { id } of [waiting, pausing]) {
      const [first, second] = await Promise.all([post(`/rule-runs/${id}/cancel`), post(`/rule-runs/${id}/cancel`)]);
      expect(first.json()).toMatchObject({ status: 'stopped', error: { message: 'Cancelled by Admin.' } });
      expect(second.json()).toMatchObject({ status: 'stopped' });
    }
    world.clock.advance(4 * DAY);
    await world.sweep();
    await world.sweep();
    expect(await world.run('a-waits', record, 'stopped')).toMatchObject({ status: 'stopped' });
    expect(await tasks(record)).toEqual([]);
  });

  it('finishes on the version of the rule that it began with', async () => {
    const rule = { key: 'kept', name: 'kept', enabled: true, trigger: CREATED };
    const wait = { id: 'w', kind: 'wait', for: 'P1D' };
    await world.rule('kept', CREATED, [wait, task('t', 'Old')]);
    const record = await world.deal();
    await world.run('kept', record, 'waiting');
    const url = '/entity-types/deal/rules/kept';
    await world.ok('PUT', url, { ...rule, steps: [wait, task('t', 'New')] });
    const later = await world.deal();
    await world.run('kept', later, 'waiting');
    world.clock.advance(2 * DAY);
    await world.sweep();
    expect(await world.run('kept', record, 'done')).toMatchObject({ ruleVersion: 1 });
    expect(await world.run('kept', later, 'done')).toMatchObject({ ruleVersion: 2 });
    expect((await tasks(record)).map(({ title }) => title)).toEqual(['Old']);
    expect((await tasks(later)).map(({ title }) => title)).toEqual(['New']);
  });

  it('is named, with its rule and version, by everything it did', async () => {
    const steps = [
      { id: 'u', kind: 'record.update', set: { note: 'Seen' } },
      { id: 'm', kind: 'record.move', stage: 'proposal' },
      task('t', 'Look'),
      { id: 'c', kind: 'comment.add', text: 'Done' },
    ];
    await world.rule('named', CREATED, steps);
    const record = await world.deal();
    const { id: runId } = await world.run('named', record, 'done');
    const { items } = await world.ok<{ items: TimelineEntry[] }>(
      'GET',
      `/entity-types/deal/records/${record}/timeline`,
    );
    const byRule = items.filter(({ actor }) => actor.kind === 'rule');
    expect(byRule.map(({ kind }) => kind).sort()).toEqual(
      ['comment.added', 'record.moved', 'record.updated', 'rule.run', 'task.created'].sort(),
    );
    for (const { actor, cause } of byRule) {
      expect(actor).toMatchObject({ kind: 'rule', id: 'named', version: 1, runId });
      expect(cause).toMatchObject({ rule: 'named', ruleVersion: 1, runId, depth: 1 });
    }
  });

  it('is found by its rule, record, status and time', async () => {
    await world.rule('found', CREATED, [task('t', 'x')]);
    const from = world.clock.now().toISOString();
    const record = await world.deal();
    const run = await world.run('found', record, 'done');
    world.clock.advance(MINUTE);
    const to = world.clock.now().toISOString();
    const ids = async (query: string) =>
      (await world.ok<{ items: RuleRun[] }>('GET', `/rule-runs?rule=found&${query}`)).items.map(({ id }) => id);
    expect(await ids(`record=${record}&status=done&entityType=deal&from=${from}&to=${to}`)).toEqual([run.id]);
    expect(await ids(`from=${to}`)).toEqual([]);
    expect(await ids(`to=${from}`)).toEqual([]);
    expect(await ids('status=failed')).toEqual([]);
    const rule = await world.ok('GET', '/entity-types/deal/rules/found');
    expect(rule).toMatchObject({ recent: { runs: 1, failed: 0 } });
  });
});
