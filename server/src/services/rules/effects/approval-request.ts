import { Injectable } from '@nestjs/common';
import { Clock } from '../../../config/clock.ts';
import { append } from '../../../log/append.ts';
import { ApprovalStore } from '../../../store/approvals.ts';
import { newId } from '../../../store/ids.ts';
import { RecordStore } from '../../../store/records.ts';
import { ApprovalEffects } from '../../approval-effects.ts';
import { refused } from '../../refusal-error.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

/** Asks people to approve; the run waits for the outcome. */
@Injectable()
export class ApprovalRequest implements EffectPerformer<'approval.request'> {
  constructor(
    private readonly clock: Clock,
    private readonly store: ApprovalStore,
    private readonly users: RecordStore,
    private readonly effects: ApprovalEffects,
  ) {}

  async perform(doing: Doing, effect: EffectOf<'approval.request'>): Promise<Performed> {
    const { tx, doer, run, path } = doing;
    const asked = await this.approvers(doing, effect);
    const id = newId();
    const now = this.clock.now();
    const approval = {
      id,
      recordId: run.recordId,
      entityType: run.entityType,
      runId: run.id,
      stepPath: path,
      text: effect.text.trim() || run.rule.name,
      mode: effect.mode,
      status: 'pending' as const,
      dueAt: effect.dueAt === null ? null : new Date(effect.dueAt),
      remindedAt: null,
      createdBy: doer.actor,
      cause: doer.cause,
      createdAt: now,
      decidedAt: null,
    };
    const people = asked.map(({ id: userId }, position) => ({
      approvalId: id,
      userId,
      position,
      askedAt: effect.mode === 'sequence' && position > 0 ? null : now,
      decision: null,
      comment: null,
      decidedAt: null,
    }));
    await this.store.insert(tx, approval, people);
    const { recordId, entityType, text } = approval;
    const data = { approvalId: id, text, people: asked.map(({ id: userId, name }) => ({ userId, name })) };
    const { actor, cause } = doer;
    await append(tx, [{ kind: 'approval.requested', at: now, data, actor, cause, recordId, entityType }]);
    const first = people.filter(({ askedAt }) => askedAt !== null).map(({ userId }) => userId);
    await this.effects.ask(tx, approval, first);
    const skipped = effect.approverIds.filter((each) => !asked.some((person) => person.id === each));
    return { output: { id, ...(skipped.length > 0 ? { skipped } : {}) }, waits: true };
  }

  /** Those who can answer, in the order named. Who cannot is passed over only where the others are enough. */
  private async approvers({ tx }: Doing, { approverIds, mode }: EffectOf<'approval.request'>) {
    const found = new Map((await this.users.users(tx, approverIds)).map((user) => [user.id, user]));
    const stranger = approverIds.find((id) => !found.has(id));
    if (stranger !== undefined) throw refused('invalid_document', `There is no person ${stranger} to ask.`);
    const all = approverIds.flatMap((id) => found.get(id) ?? []);
    const active = all.filter((person) => person.active);
    const needed = mode === 'any' ? 1 : typeof mode === 'object' ? mode.atLeast : all.length;
    if (active.length >= needed) return active;
    const names = all.filter((person) => !person.active).map(({ name }) => name);
    throw refused('conflict', `Too few of those to ask are active: ${names.join(', ')} cannot answer.`);
  }
}
