import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { BulkRequest } from '@etapa/shared/api/bulk';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Queues } from '../log/queues.ts';
import { BulkStore } from '../store/bulk.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { newId } from '../store/ids.ts';
import { type JobRow, JobStore } from '../store/jobs.ts';
import type { Transaction } from '../store/transaction.ts';
import { AuditService, actorOf } from './audit.ts';
import { demandPossible, named } from './bulk/action.ts';
import type { BulkInput } from './bulk/performer.ts';
import { isUndoable, UNDOABLE_FOR } from './bulk/undoable.ts';
import { RecordService } from './records.ts';
import { narrowed } from './records-filter.ts';
import { refused } from './refusal-error.ts';

/** Begins changes of many records, and their undoing. */
@Injectable()
export class BulkService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly store: BulkStore,
    private readonly jobs: JobStore,
    private readonly audit: AuditService,
    private readonly queues: Queues,
  ) {}

  /**
   * Chooses the records and begins the job: what is made or changed afterwards is not among them.
   *
   * @returns the id of the job
   * @throws RefusalError `malformed` without records, `invalid_condition`, `invalid_document` with every fault of the
   *   action, `forbidden` where the caller's roles never allow it
   */
  async start(caller: Caller, entityType: string, request: BulkRequest): Promise<{ jobId: string }> {
    const { ids, filter, q, behind, action } = request;
    if ((ids === undefined) === [filter, q, behind].every((each) => each === undefined)) {
      const message = 'Name the records by "ids", or by "filter" (and "q"): one of the two.';
      throw refused('malformed', message, [{ path: '/ids', code: 'required', message }]);
    }
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const what = named(action);
    demandPossible(access, what);
    const where = ids ? null : narrowed(access, 'read', { filter, q, behind }, await this.catalogue.now());
    const input: BulkInput = { entityType, userId: caller.id, correlation: newId(), action };
    return this.begin(caller, 'bulk', input, async (tx, jobId) => {
      const total = ids
        ? await this.store.choose(tx, jobId, entityType, ids)
        : await this.store.chooseAll(tx, jobId, entityType, { where, deleted: what.name === 'restore' });
      await this.audit.note(
        tx,
        actorOf(caller),
        'records.bulk',
        { entityType, jobId },
        { action, filter, q, behind, total },
      );
      return total;
    });
  }

  /**
   * Begins to take back what a job did. What has been changed since stays, and is listed.
   *
   * @throws RefusalError `not_found` for somebody else's job, `conflict` for one that cannot be taken back
   */
  async undo(caller: Caller, jobId: string): Promise<{ jobId: string }> {
    const job = await this.jobs.find(this.database, jobId);
    if (!job || (job.user_id !== caller.id && !isAdmin(caller))) throw refused('not_found', 'There is no such job.');
    if (job.undone_by !== null) throw refused('conflict', 'This has been taken back already.');
    if (!isUndoable(job, this.clock.now())) throw refused('conflict', 'This cannot be taken back.');
    const before = job.input as unknown as BulkInput & { runRules?: boolean };
    const input: BulkInput = {
      entityType: before.entityType,
      userId: caller.id,
      correlation: newId(),
      undone: { id: job.id, correlation: before.correlation },
      ...(job.kind === 'import' && !before.runRules ? { silent: true } : {}),
    };
    return this.begin(caller, 'undo', input, async (tx, id) => {
      if (!(await this.jobs.setUndone(tx, job.id, id))) throw refused('conflict', 'This has been taken back already.');
      await this.audit.note(tx, actorOf(caller), 'records.undone', { jobId: job.id }, {});
      return this.chooseUndone(tx, id, job, before);
    });
  }

  /** Forgets what can no longer be taken back. */
  sweep(): Promise<void> {
    return this.store.forgetOld(this.database, new Date(this.clock.now().getTime() - UNDOABLE_FOR));
  }

  private async chooseUndone(
    tx: Transaction,
    id: string,
    job: JobRow,
    { entityType, action }: BulkInput,
  ): Promise<number> {
    if (job.kind === 'import') {
      const changed = await this.store.chooseChanged(tx, id, { of: job.id, madeType: entityType });
      return changed + (await this.store.chooseMade(tx, id, { of: job.id, entityType }));
    }
    const what = action && named(action);
    const madeType = what?.name === 'create' ? what.with.entityType : entityType;
    return this.store.chooseChanged(tx, id, { of: job.id, madeType });
  }

  private async begin(
    caller: Caller,
    kind: 'bulk' | 'undo',
    input: BulkInput,
    choose: (tx: Transaction, jobId: string) => Promise<number>,
  ): Promise<{ jobId: string }> {
    const id = newId();
    const answer = await this.database.transaction(async (tx) => {
      const job = { id, kind, input, actor: actorOf(caller), userId: caller.id };
      await this.jobs.insert(tx, job, this.clock.now());
      await this.jobs.setTotal(tx, id, await choose(tx, id));
      return { jobId: id };
    });
    await this.queues.add('jobs', kind, { jobId: id }, `${kind}-${id}`);
    return answer;
  }
}
