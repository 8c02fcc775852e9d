import { may } from '@etapa/shared/access/may';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { RoleStore } from '../../store/roles.ts';
import type { NewRun, OpenRun } from '../../store/rule-runs.ts';
import { RuleHealthStore } from '../../store/rules-health.ts';
import type { Transaction } from '../../store/transaction.ts';
import { AuditService } from '../audit.ts';
import type { Doer } from '../doer.ts';
import { NotificationService } from '../notifications.ts';

/** A rule that fails on so many records in a row is paused. */
export const FAILURES_TO_PAUSE = 50;
/** How often at most people are told that a rule fails, in milliseconds. */
const QUIET = 600_000;

/** What becomes of a rule whose runs fail: people are told once for a burst, and a rule that only fails is paused. */
@Injectable()
export class RuleHealth {
  constructor(
    private readonly clock: Clock,
    private readonly store: RuleHealthStore,
    private readonly roles: RoleStore,
    private readonly notifications: NotificationService,
    private readonly audit: AuditService,
  ) {}

  /**
   * A run has failed for good: to be called in the transaction that notes it, once.
   *
   * @param reason what the failure said
   */
  async runFailed(tx: Transaction, run: Pick<OpenRun, 'id' | 'ruleId' | 'recordId' | 'cause'>, reason: string) {
    const now = this.clock.now();
    const { id: runId, ruleId, recordId } = run;
    const noted = await this.store.noteFailure(tx, { ruleId, recordId, runId, now });
    if (!noted) return;
    const { rule, streak } = noted;
    const { key, name, entityType } = rule;
    const doer = { actor: { kind: 'system', id: 'rules' } as const, cause: run.cause };
    if (rule.enabled && streak >= FAILURES_TO_PAUSE) {
      await this.store.pause(tx, ruleId, { since: now.toISOString(), reason, failures: streak });
      await this.audit.note(tx, doer.actor, 'rule.paused', { entityType, rule: key }, { failures: streak, reason });
      await this.tell(
        tx,
        doer,
        { ...rule, savedBy: null },
        {
          kind: 'rule.paused',
          text: name,
          entityType,
          data: { rule: key, failures: streak, runId },
        },
      );
      return;
    }
    // The first of a burst speaks for the others.
    const told = rule.failureToldAt;
    if (streak > 1 && told !== null) return;
    if (told !== null && now.getTime() - told.getTime() < QUIET) return;
    await this.store.noteTold(tx, ruleId, now);
    await this.tell(tx, doer, rule, {
      kind: 'rule.failed',
      text: name,
      entityType,
      recordId,
      data: { rule: key, runId },
    });
  }

  /** Runs that ended before they began, since rules set each other off too often: told once for a burst of each rule. */
  async chainsStopped(tx: Transaction, runs: Pick<NewRun, 'id' | 'ruleId' | 'recordId' | 'cause' | 'error'>[]) {
    const now = this.clock.now();
    for (const ruleId of new Set(runs.map((run) => run.ruleId))) {
      const run = runs.find((each) => each.ruleId === ruleId);
      const rule = run && (await this.store.chained(tx, ruleId, new Date(now.getTime() - QUIET)));
      if (!rule) continue;
      const { key, name, entityType } = rule;
      const { id: runId, recordId, cause } = run;
      const doer = { actor: { kind: 'system', id: 'rules' } as const, cause };
      const target = { entityType, rule: key, record: recordId };
      await this.audit.note(tx, doer.actor, 'rule.looped', target, { runId, reason: run.error?.message });
      await this.tell(tx, doer, rule, {
        kind: 'rule.looped',
        text: name,
        entityType,
        recordId,
        data: { rule: key, runId },
      });
    }
  }

  /** Tells who may design the type, and who saved the rule. */
  private async tell(
    tx: Transaction,
    doer: Pick<Doer, 'actor' | 'cause'>,
    { entityType, savedBy }: { entityType: string; savedBy: string | null },
    message: Parameters<NotificationService['send']>[3],
  ): Promise<void> {
    const roles = await this.roles.all(tx);
    const designing = roles.filter(({ key }) => may({ id: '', roles: [key] }, 'design', entityType, roles));
    const people = await this.store.audience(
      tx,
      designing.map(({ key }) => key),
      savedBy,
    );
    await this.notifications.send(tx, doer, people, message);
  }
}
