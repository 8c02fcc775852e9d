import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { ApprovalStore } from '../store/approvals.ts';
import { Database } from '../store/database.ts';
import { ApprovalEffects } from './approval-effects.ts';

/** Most approvals of one round; the next one takes the rest. */
const ROUND = 500;

/** Reminds of approvals that are overdue: who is asked and has not answered, once. Nothing is decided for them. */
@Injectable()
export class ApprovalReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: ApprovalStore,
    private readonly effects: ApprovalEffects,
  ) {}

  async remind(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const overdue = await this.store.remind(tx, this.clock.now(), ROUND);
      for (const { userIds, ...approval } of overdue) await this.effects.ask(tx, approval, userIds, true);
    });
  }
}
