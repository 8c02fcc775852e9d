import type { Decision } from '@etapa/shared/rules/approval';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { type ApprovalPersonRow, type ApprovalRow, ApprovalStore } from '../store/approvals.ts';
import { RecordStore } from '../store/records.ts';
import { TaskStore } from '../store/tasks.ts';
import type { Transaction } from '../store/transaction.ts';
import type { Doer } from './doer.ts';
import { NotificationService } from './notifications.ts';
import { ParkedSteps } from './rules/parked.ts';

/** What an approval leads to: people are asked and reminded, and what they decide lets its run go on. */
@Injectable()
export class ApprovalEffects {
  constructor(
    private readonly clock: Clock,
    private readonly store: ApprovalStore,
    private readonly users: RecordStore,
    private readonly records: TaskStore,
    private readonly notifications: NotificationService,
    private readonly parked: ParkedSteps,
  ) {}

  /** Asks people, who are told. */
  async ask(tx: Transaction, approval: ApprovalRow, userIds: string[], overdue = false): Promise<void> {
    const { id: approvalId, text, recordId, entityType, dueAt, createdBy: actor, cause } = approval;
    const data = { approvalId, dueAt: dueAt?.toISOString() ?? null, overdue };
    // A notification is one line; the approval has all of it.
    const line = text.slice(0, 500).replace(/\p{Cs}$/u, '');
    await this.notifications.send(tx, { actor, cause }, userIds, {
      kind: 'approval',
      text: line,
      recordId,
      entityType,
      data,
    });
  }

  /** Asks the next of a sequence. */
  async askNext(tx: Transaction, approval: ApprovalRow, people: ApprovalPersonRow[]): Promise<void> {
    const next = people.find(({ askedAt }) => askedAt === null);
    if (!next) return;
    await this.store.updatePerson(tx, next, { askedAt: this.clock.now() });
    await this.ask(tx, approval, [next.userId]);
  }

  /**
   * Notes an outcome, and lets the run go on with it.
   * @returns false when the run does not wait for it any more, and the approval is cancelled
   */
  async stands(
    tx: Transaction,
    { actor, cause }: Doer,
    approval: ApprovalRow,
    people: ApprovalPersonRow[],
    outcome: Decision,
  ): Promise<boolean> {
    const { id, runId, stepPath, recordId, entityType } = approval;
    const now = this.clock.now();
    const decisions = await this.decisions(tx, people);
    const branch = outcome === 'approve' ? 'onApproved' : 'onRejected';
    const goesOn = await this.parked.resolve(tx, runId, stepPath, { branch, decision: outcome, decisions, id });
    const status = !goesOn ? 'cancelled' : outcome === 'approve' ? 'approved' : 'rejected';
    await this.store.update(tx, id, { status, decidedAt: now });
    if (!goesOn) return false;
    const data = { approvalId: id, decision: outcome, decisions };
    await append(tx, [{ kind: 'approval.decided', at: now, data, actor, cause, recordId, entityType }]);
    await this.records.touchRecord(tx, recordId, now);
    return true;
  }

  /** What was answered, in the order it was, with names as of now. */
  private async decisions(tx: Transaction, people: ApprovalPersonRow[]) {
    const answered = people.filter(({ decision }) => decision !== null);
    const found = await this.users.users(
      tx,
      answered.map(({ userId }) => userId),
    );
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return answered
      .toSorted((a, b) => Number(a.decidedAt) - Number(b.decidedAt))
      .map(({ userId, decision, comment, decidedAt }) => ({
        userId,
        name: names.get(userId) ?? null,
        decision,
        comment,
        at: decidedAt?.toISOString() ?? null,
      }));
  }
}
