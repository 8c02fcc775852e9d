import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { RuleRun, RunStatus } from '@etapa/shared/api/rule-runs';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Queues } from '../log/queues.ts';
import { Database } from '../store/database.ts';
import type { Page, PageRequest } from '../store/keyset.ts';
import { RuleRunStore, type RunRow } from '../store/rule-runs.ts';
import { RuleWaitStore } from '../store/rule-waits.ts';
import { AuditService, actorOf } from './audit.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { refused } from './refusal-error.ts';
import { laneJob } from './rules/lane.ts';
import { VisibleRecords } from './visible-records.ts';

/** Most lanes woken by one sweep; the next one takes the rest. */
const LANES = 5_000;

interface RunQuery {
  limit?: number;
  cursor?: string;
  rule?: string;
  record?: string;
  entityType?: string;
  status?: RunStatus;
  /** ISO 8601; `to` is not included. */
  from?: string;
  to?: string;
}

/** Runs of rules: seen by who may read their record, retried and cancelled by who may design its type. */
@Injectable()
export class RuleRunService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: RuleRunStore,
    private readonly waits: RuleWaitStore,
    private readonly visible: VisibleRecords,
    private readonly queues: Queues,
    private readonly audit: AuditService,
  ) {}

  async list(caller: Caller, query: RunQuery) {
    const page = await this.read(caller, query, pageRequest(query, ['id']));
    return listAnswer({ ...page, items: page.items.map(present) });
  }

  async get(caller: Caller, id: string): Promise<RuleRun> {
    return present(await this.find(caller, id));
  }

  /**
   * Lets a failed run go on from the step that failed; asked twice, it goes on once.
   * @throws RefusalError `conflict` when it has ended otherwise
   */
  retry(caller: Caller, id: string): Promise<RuleRun> {
    return this.change(caller, id, { from: ['failed'], to: 'running', already: ['running', 'waiting'] });
  }

  /** Asked twice, it stops once. @throws RefusalError `conflict` when it has ended already */
  cancel(caller: Caller, id: string): Promise<RuleRun> {
    return this.change(caller, id, { from: ['running', 'waiting'], to: 'stopped', already: ['stopped'] });
  }

  /** Lets runs go on whose time has come, and names every lane with something to do. */
  async lanesToWake(): Promise<{ recordId: string; runId: string }[]> {
    const now = this.clock.now();
    await this.waits.release(this.database, now, LANES);
    return this.store.lanes(this.database, now, LANES);
  }

  /** @param already statuses in which what is asked has been done before: nothing happens then */
  private async change(
    caller: Caller,
    id: string,
    { from, to, already }: { from: RunStatus[]; to: 'running' | 'stopped'; already: RunStatus[] },
  ): Promise<RuleRun> {
    const run = await this.find(caller, id);
    if (!may(caller, 'design', run.entityType, caller.allRoles)) {
      throw refused('forbidden', 'You may not design this type.');
    }
    const now = this.clock.now();
    const error =
      to === 'stopped' ? { message: `Cancelled by ${caller.name}.`, code: 'cancelled', name: caller.name } : null;
    const changed = await this.database.transaction(async (tx) => {
      if (!(await this.store.setStatus(tx, id, from, { status: to, error, now }))) return false;
      const act = to === 'stopped' ? 'rule_run.cancelled' : 'rule_run.retried';
      await this.audit.note(tx, actorOf(caller), act, { run: id, rule: run.rule });
      return true;
    });
    const present = await this.get(caller, id);
    if (!changed && !already.includes(present.status)) {
      throw refused(
        'conflict',
        `The run is ${present.status}: only one that is ${from.join(' or ')} can be changed so.`,
      );
    }
    if (changed && to === 'running' && run.record) {
      const job = laneJob({ id, recordId: run.record });
      await this.queues.addBulk('rules', [{ ...job, jobId: `${job.jobId}-${now.getTime()}` }]);
    }
    return present;
  }

  private async find(caller: Caller, id: string): Promise<RunRow> {
    const { items } = await this.read(caller, { id }, { limit: 1, after: null });
    const [run] = items;
    if (!run) throw refused('not_found', 'There is no such run.');
    return run;
  }

  /** Runs on records the caller may see; what a run read and wrote only where they may read every field. */
  private async read(caller: Caller, filter: RunQuery & { id?: string }, page: PageRequest): Promise<Page<RunRow>> {
    const scope = await this.visible.everyType(caller, 'read');
    const titled = await this.visible.titled(caller);
    const { items, next } = await this.store.list(this.database, filter, scope, titled, page);
    const open = await this.visible.openTypes(caller);
    return { items: items.map((run) => (open.has(run.entityType) ? run : withoutValues(run))), next };
  }
}

/** A run without what may tell values of its record. */
function withoutValues(run: RunRow): RunRow {
  const error = (told: unknown) => told && { message: 'The reason may name fields that you may not read.' };
  const steps = run.steps.map((step) => ({ ...step, input: null, output: null, error: error(step.error) }));
  return { ...run, error: error(run.error), steps };
}

function present({ createdAt, startedAt, finishedAt, ...run }: RunRow): RuleRun {
  return {
    ...run,
    status: run.status as RunStatus,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    steps: run.steps.map((step) => ({ ...step })),
  };
}
