import type { Caller } from '@etapa/shared/access/caller';
import type { Approval, ApprovalDecision } from '@etapa/shared/api/approvals';
import { approvalOutcome } from '@etapa/shared/rules/approval';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { type ApprovalFilter, type ApprovalReader, ApprovalStore, type ListedApproval } from '../store/approvals.ts';
import { Database, type Queryable } from '../store/database.ts';
import { ApprovalEffects } from './approval-effects.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { doerOf } from './doer.ts';
import { refused } from './refusal-error.ts';
import { VisibleRecords } from './visible-records.ts';

/** Reads and answers approvals: seen by who is asked and who may read the record, answered by who is asked, once. */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: ApprovalStore,
    private readonly visible: VisibleRecords,
    private readonly effects: ApprovalEffects,
  ) {}

  async list(
    caller: Caller,
    { limit, cursor, ...filter }: { limit?: number; cursor?: string } & Omit<ApprovalFilter, 'id'>,
  ) {
    const page = pageRequest({ limit, cursor }, ['id']);
    const found = await this.store.list(this.database, filter, await this.reader(caller), page);
    const shown = await this.presenter(caller);
    return listAnswer({ ...found, items: found.items.map(shown) });
  }

  /** @throws RefusalError `not_found`, also where the caller may not know that it exists */
  async get(caller: Caller, id: string): Promise<Approval> {
    return this.find(this.database, caller, id);
  }

  /**
   * Answers. When no other answer can change the outcome, it stands: the run goes on with it.
   *
   * @throws RefusalError `not_found`; `forbidden` for who is not asked; `conflict` when it is decided or cancelled, was
   *   answered by the caller already, or it is not their turn
   */
  async decide(caller: Caller, id: string, { decision, comment }: ApprovalDecision): Promise<Approval> {
    await this.find(this.database, caller, id);
    const decided = await this.database.transaction(async (tx) => {
      const locked = await this.store.lock(tx, id);
      if (!locked) throw notFound();
      const { approval, people } = locked;
      const mine = people.find(({ userId }) => userId === caller.id);
      if (!mine) throw refused('forbidden', 'You are not asked to approve this.');
      if (approval.status !== 'pending') throw refused('conflict', `This is ${approval.status} already.`);
      if (mine.decision !== null) throw refused('conflict', 'You have answered already.');
      if (mine.askedAt === null) throw refused('conflict', 'It is not your turn yet: others are asked before you.');
      const now = this.clock.now();
      Object.assign(mine, { decision, comment: comment?.trim() || null, decidedAt: now });
      await this.store.updatePerson(tx, mine, mine);
      const outcome = approvalOutcome(
        approval.mode,
        people.map((person) => person.decision),
      );
      if (outcome) {
        if (!(await this.effects.stands(tx, doerOf(caller), approval, people, outcome))) return null;
      } else if (approval.mode === 'sequence') await this.effects.askNext(tx, approval, people);
      return this.find(tx, caller, id);
    });
    if (!decided) throw refused('conflict', 'The run that asked has been cancelled.');
    return decided;
  }

  private async find(db: Queryable, caller: Caller, id: string): Promise<Approval> {
    const page = await this.store.list(db, { id }, await this.reader(caller), { limit: 1, after: null });
    const [approval] = page.items;
    if (!approval) throw notFound();
    return (await this.presenter(caller))(approval);
  }

  private async reader(caller: Caller): Promise<ApprovalReader> {
    const records = await this.visible.everyType(caller, 'read');
    return { userId: caller.id, records, titled: await this.visible.titled(caller) };
  }

  private async presenter(caller: Caller): Promise<(approval: ListedApproval) => Approval> {
    const open = await this.visible.openTypes(caller);
    const now = this.clock.now();
    return (approval) => present(approval, caller, open.has(approval.entityType), now);
  }
}

const notFound = () => refused('not_found', 'There is no such approval.');

/** @param isOpen whether the reader may read every field of the record, of which any may be told */
function present(approval: ListedApproval, caller: Caller, isOpen: boolean, now: Date): Approval {
  const { id, recordId, entityType, recordNumber, recordTitle, runId, mode, status, people, createdBy } = approval;
  const { dueAt, createdAt, decidedAt } = approval;
  const mine = people.find(({ userId, askedAt }) => userId === caller.id && askedAt !== null);
  return {
    ...{ id, recordId, entityType, recordNumber, recordTitle, runId, mode, status, people, createdBy },
    text: isOpen || mine ? approval.text : null,
    dueAt: dueAt?.toISOString() ?? null,
    overdue: status === 'pending' && dueAt !== null && dueAt <= now,
    mayDecide: status === 'pending' && mine?.decision === null,
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
