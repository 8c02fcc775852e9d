import type { ExplainedTime, TriggerRefusal, Why } from '@etapa/shared/api/rules';
import { explain } from '@etapa/shared/conditions/explain';
import type { RecordState } from '@etapa/shared/process/record';
import { readableExplanation, refusing } from '@etapa/shared/rules/explanation';
import { linksRead } from '@etapa/shared/rules/links';
import { nextDue } from '@etapa/shared/rules/moments';
import type { Rule } from '@etapa/shared/rules/rule';
import { triggerKindOf } from '@etapa/shared/rules/triggers/kinds';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { RecordHistoryStore } from '../../store/record-history.ts';
import type { StoredRule } from '../../store/rules.ts';
import type { TypeAccess } from '../access.ts';
import { RecordContexts } from '../records-context.ts';
import { RuleConditions } from './conditions.ts';
import { RuleValuesSeen, type ValuesSeen } from './values-seen.ts';

/** Says when time sets a rule off for a record, or why it never does. */
@Injectable()
export class RuleTimes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly history: RecordHistoryStore,
    private readonly contexts: RecordContexts,
    private readonly conditions: RuleConditions,
    private readonly seen: RuleValuesSeen,
  ) {}

  /** The rules of those given that time sets off, without values that the asker may not read. */
  async explain(access: TypeAccess, record: RecordState, rules: StoredRule[]): Promise<ExplainedTime[]> {
    const timed = rules.filter(({ definition }) => triggerKindOf(definition.trigger.kind)?.byTime);
    if (timed.length === 0) return [];
    const now = this.clock.now().toISOString();
    const runs = (await this.history.runs(this.database, record.id)).sort((a, b) => (a.id < b.id ? 1 : -1));
    const items: ExplainedTime[] = [];
    for (const rule of timed) {
      const { id, definition, version, enabled, broken } = rule;
      const own = runs.filter(({ ruleId }) => ruleId === id);
      items.push({
        rule: definition.key,
        name: definition.name,
        ruleVersion: version,
        enabled: enabled && broken === null,
        why: await this.why(access, record, rule, now),
        runs: own.map((run) => ({ id: run.id, status: run.status, at: run.createdAt.toISOString() })),
      });
    }
    return items;
  }

  private async why(access: TypeAccess, record: RecordState, rule: StoredRule, now: string): Promise<Why> {
    const { type } = access;
    const { definition } = rule;
    const seen = await this.seen.of(access, record, linksRead(definition, type.definition, record));
    const trigger = await this.of(definition, type, record, now, rule, seen);
    if (!definition.when) return { trigger, when: null, saidNo: [] };
    const asked = { record, before: record, at: now };
    const context = await this.conditions.context(this.database, definition, type.key, asked);
    const when = readableExplanation(explain(definition.when, context), seen.mayRead);
    return { trigger, when, saidNo: refusing(when) };
  }

  /**
   * A schedule is taken as having come; the others have come or not.
   * @param saved the rule as stored: what it has done already it does not do again
   * @param mayRead whether the asker may know a field: of a date they may not, the moment would tell
   */
  async of(
    { trigger }: Rule,
    { definition }: PublishedType,
    record: RecordState,
    now: string,
    saved: StoredRule | null,
    { mayRead }: Pick<ValuesSeen, 'mayRead'>,
  ): Promise<Why['trigger']> {
    const { kind } = trigger;
    if (kind === 'date.reached' && !mayRead(String(trigger.field))) {
      const reason = 'It goes by a field that you may not read.';
      return { kind, held: false, reason, code: 'hidden_field', dueAt: null };
    }
    const dueAt = nextDue(trigger, definition, record, now, await this.contexts.settings());
    const met = { kind, held: true, reason: null, dueAt };
    const refuse = (code: TriggerRefusal, reason: string) => ({ kind, held: false, reason, code, dueAt });
    if (kind === 'schedule') return dueAt === null ? refuse('never', 'The time does not come any more.') : met;
    if (dueAt === null) return refuse(...neverReason(kind, trigger.field, record));
    if (dueAt > now) return refuse('not_yet', `It is due at ${dueAt}.`);
    if (kind === 'date.reached') return refuse('over', `It was due at ${dueAt}, and does not come again.`);
    const runs = saved ? await this.history.runs(this.database, record.id) : [];
    const done = runs.some(({ ruleId, createdAt }) => ruleId === saved?.id && createdAt.toISOString() >= dueAt);
    return done ? refuse('fired', `It was due at ${dueAt}, and the rule has fired.`) : met;
  }
}

function neverReason(kind: string, field: unknown, { stage, doc }: RecordState): [TriggerRefusal, string] {
  if (kind === 'date.reached') {
    return doc[String(field)] === undefined
      ? ['empty_field', `The field "${String(field)}" is empty.`]
      : ['never', 'The time does not come any more.'];
  }
  if (stage === null) return ['no_stage', 'The record is in no stage.'];
  return ['other_stage', `The record is in the stage "${stage}".`];
}
