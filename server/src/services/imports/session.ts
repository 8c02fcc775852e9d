import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { isTaken } from '../../store/clashes.ts';
import { Database, type Queryable } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { ImportStore } from '../../store/imports.ts';
import { JobStore } from '../../store/jobs.ts';
import { isRace } from '../../store/records-write.ts';
import { TypeAccess } from '../access.ts';
import { CallerService } from '../callers.ts';
import { JobLeases, type Lease } from '../jobs-lease.ts';
import { refused } from '../refusal-error.ts';
import type { ImportInput } from './input.ts';
import { planOf } from './plan.ts';
import { ImportRun, NOTHING_DONE, type Tally } from './run.ts';

/** What an import remembers from batch to batch. */
export interface Progress {
  /** Rows worked through. */
  rows: number;
  tally: Tally;
  attempts: number;
  /** Of a history: all rows have been sorted out, and the record worked through last. */
  sorted?: boolean;
  key?: string;
}

/** Records that change what the best plan of a query is. */
const MANY = 1000;

/** Opens imports, begins them again and ends them. */
@Injectable()
export class ImportSession {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly callers: CallerService,
    private readonly store: ImportStore,
    private readonly jobs: JobStore,
    private readonly leases: JobLeases,
  ) {}

  /** @throws RefusalError when the person, the type or what the mapping names is no longer there */
  async open(lease: Lease, input: ImportInput, dry: boolean): Promise<ImportRun> {
    const caller = await this.callers.byUser(input.userId);
    if (!caller) throw refused('forbidden', 'Who asked for the import is no longer active.');
    const catalogue = await this.catalogue.refresh();
    const type = catalogue.get(input.entityType);
    if (!type) throw refused('not_found', 'The entity type is no longer there.');
    const planned = planOf(input.mapping, input.headers, type.definition, catalogue, input.history);
    if ('faults' in planned) throw refused('conflict', planned.faults.map(({ message }) => message).join(' '));
    const { correlation, runRules } = input;
    const doer = {
      caller,
      actor: { kind: 'import', id: lease.job.id, userId: caller.id } as const,
      cause: { correlation, depth: 0, ...(runRules ? {} : { silent: true }) },
    };
    const access = new TypeAccess(caller, type, catalogue, this.clock.now().toISOString());
    return new ImportRun(lease.job.id, caller, doer, type, catalogue, access, planned.plan, dry);
  }

  /** Forgets what a rehearsal, or a worker that was lost, has noted. */
  async startAgain(lease: Lease): Promise<void> {
    await this.database.transaction(async (tx) => {
      const noted = await lease.advance(tx, {
        done: 0,
        failed_count: 0,
        progress: { attempts: progressOf(lease).attempts },
      });
      await this.jobs.clearFailures(tx, lease.job.id);
      tx.afterCommit(noted);
    });
  }

  /** Has the planner of PostgreSQL look at the tables, where enough came in to matter. */
  async learnSizes(db: Queryable, { created, updated }: Tally): Promise<void> {
    if (created + updated >= MANY) await this.store.learnSizes(db);
  }

  async finish(lease: Lease, result: object): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.leases.finish(tx, lease, { status: 'done', result });
      await this.store.dropAll(tx, lease.job.id);
    });
  }

  async end(lease: Lease, error: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.leases.finish(tx, lease, { status: 'failed', error });
      await this.store.dropAll(tx, lease.job.id);
    });
  }
}

export function progressOf(lease: Lease): Progress {
  const { rows = 0, tally = NOTHING_DONE, attempts = 0, sorted, key } = lease.job.progress as Partial<Progress>;
  return { rows, tally, attempts, sorted, key };
}

/** Someone else wrote meanwhile, or took a unique value: decided again, the batch sees it. */
export function overtaken(error: unknown): boolean {
  return isRace(error) || isTaken(error);
}
