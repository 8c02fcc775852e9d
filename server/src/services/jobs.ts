import { Readable } from 'node:stream';
import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { BulkAction } from '@etapa/shared/api/bulk';
import type { Job, JobFailure } from '@etapa/shared/api/jobs';
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Clock } from '../config/clock.ts';
import { Queues } from '../log/queues.ts';
import { Database } from '../store/database.ts';
import { type JobRow, JobStore, type NewFailure } from '../store/jobs.ts';
import { isUndoable } from './bulk/undoable.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { JobLeases } from './jobs-lease.ts';
import { refused } from './refusal-error.ts';
import { harmless } from './spreadsheet-text.ts';

/** Failures told with the job itself. */
const TOLD = 1_000;

/** Long work, as those who asked for it see it. */
@Injectable()
export class JobService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: JobStore,
    private readonly leases: JobLeases,
    private readonly queues: Queues,
  ) {}

  /** The caller's jobs, newest first; an administrator's list holds everybody's. */
  async list(caller: Caller, query: { limit?: number; cursor?: string }) {
    const page = await this.store.list(this.database, isAdmin(caller) ? null : caller.id, pageRequest(query, ['id']));
    return listAnswer({ ...page, items: page.items.map((job) => present(job, [], this.clock.now())) });
  }

  /** @throws RefusalError `not_found`, also for somebody else's */
  async get(caller: Caller, id: string): Promise<Job> {
    const job = await this.find(caller, id);
    const failures = job.failed_count > 0 ? await this.store.failures(this.database, id, 0, TOLD) : [];
    return present(job, failures.map(presentFailure), this.clock.now());
  }

  /** Stops a job: what it has done stays done. A job that has ended stays as it is. @throws RefusalError `not_found` */
  async cancel(caller: Caller, id: string): Promise<Job> {
    const job = await this.find(caller, id);
    await this.database.transaction(async (tx) => {
      if (await this.store.cancel(tx, id, this.clock.now())) await this.leases.tell(tx, job, 'cancelled');
    });
    return this.get(caller, id);
  }

  /** What was refused, as CSV: the row as it came, with line, column and reason. @throws RefusalError `not_found` */
  async failures(caller: Caller, id: string): Promise<Readable> {
    const job = await this.find(caller, id);
    return Readable.from(this.failureLines(job));
  }

  /** Wakes workers for jobs that wait, or whose worker has not been heard of. */
  async wake(): Promise<void> {
    const open = await this.store.open(this.database, this.clock.now());
    await this.queues.addBulk(
      'jobs',
      open.map(({ id, kind }) => ({ name: kind, data: { jobId: id }, jobId: `${kind}-${id}` })),
    );
  }

  private async *failureLines(job: JobRow): AsyncGenerator<string> {
    const headers = Array.isArray(job.input.headers) ? job.input.headers.map(String) : [];
    const place = job.kind === 'import' ? 'line' : 'id';
    yield stringify([[...headers.map(harmless), place, 'column', 'problem']]);
    for (let after = 0; ; ) {
      const failures = await this.store.failures(this.database, job.id, after, TOLD);
      if (failures.length === 0) return;
      yield stringify(failures.map((failure) => lineOf(failure, headers.length, place)));
      after = failures.at(-1)?.ordinal ?? after;
    }
  }

  private async find(caller: Caller, id: string): Promise<JobRow> {
    const job = await this.store.find(this.database, id);
    if (!job || (job.user_id !== caller.id && !isAdmin(caller))) throw refused('not_found', 'There is no such job.');
    return job;
  }
}

function lineOf(
  { row, line, id, column, problem }: Omit<NewFailure, 'id'> & { id: string | null },
  width: number,
  place: 'line' | 'id',
): string[] {
  const cells = Array.from({ length: width }, (_, index) => row?.[index] ?? '');
  return [...cells, String((place === 'id' ? id : line) ?? ''), column ?? '', problem].map(harmless);
}

function presentFailure({
  line,
  id,
  column,
  value,
  problem,
}: Omit<NewFailure, 'id'> & { id: string | null }): JobFailure {
  return {
    ...(line == null ? {} : { line }),
    ...(id == null ? {} : { id }),
    ...(column == null ? {} : { column }),
    ...(value == null ? {} : { value }),
    problem,
  };
}

function makesOf({ input }: JobRow): Pick<Job, 'makes'> {
  const action = input.action as BulkAction | undefined;
  return action && 'create' in action ? { makes: action.create.entityType } : {};
}

function present(job: JobRow, failed: JobFailure[], now: Date): Job {
  const tally = job.result ?? (typeof job.progress.tally === 'object' ? job.progress.tally : null);
  return {
    id: job.id,
    kind: job.kind,
    entityType: typeof job.input.entityType === 'string' ? job.input.entityType : null,
    ...makesOf(job),
    status: job.status,
    done: job.done,
    total: job.total,
    failedCount: job.failed_count,
    failed,
    ...(tally ? { result: { ...tally } } : {}),
    undoable: isUndoable(job, now),
    undoneBy: job.undone_by,
    ...(job.error ? { error: job.error.message } : {}),
    createdAt: job.created_at.toISOString(),
    startedAt: job.started_at?.toISOString() ?? null,
    finishedAt: job.finished_at?.toISOString() ?? null,
  };
}
