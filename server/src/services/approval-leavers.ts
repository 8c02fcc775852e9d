import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { ApprovalStore } from '../store/approvals.ts';
import { RuleRunStore } from '../store/rule-runs.ts';
import { RuleWaitStore } from '../store/rule-waits.ts';
import type { Transaction } from '../store/transaction.ts';
import { RuleHealth } from './rules/health.ts';

/** What becomes of approvals when somebody who is asked leaves. */
@Injectable()
export class ApprovalLeavers {
  constructor(
    private readonly clock: Clock,
    private readonly store: ApprovalStore,
    private readonly waits: RuleWaitStore,
    private readonly runs: RuleRunStore,
    private readonly health: RuleHealth,
  ) {}

  /**
   * Where those who are left are not enough, a run would wait for ever: its step fails as if they had not been there when
   * it asked, which its rule's people are told of. Retried, it asks anew.
   *
   * @param person who has left in this transaction
   */
  async left(tx: Transaction, { id, name }: { id: string; name: string }): Promise<void> {
    const now = this.clock.now();
    const error = { message: `Too few of those who were asked are still active: ${name} cannot answer any more.` };
    const stuck = await this.store.stuckWithout(tx, id);
    for (const run of stuck) {
      await this.waits.fail(tx, run.id, run.stepPath, error, now);
      await this.runs.setStatus(tx, run.id, ['waiting'], { status: 'failed', error, now });
    }
    // After the runs, as everywhere: these lock their rules.
    for (const run of stuck) await this.health.runFailed(tx, run, error.message);
  }
}
