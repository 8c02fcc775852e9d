import type { Caller } from '@etapa/shared/access/caller';
import type { RehearsedStep, RuleTest, SentRule, TriggerRefusal, Why } from '@etapa/shared/api/rules';
import { explain } from '@etapa/shared/conditions/explain';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { RecordState } from '@etapa/shared/process/record';
import { readableExplanation, refusing } from '@etapa/shared/rules/explanation';
import { historyOf, type PastMoment } from '@etapa/shared/rules/history';
import { linksRead } from '@etapa/shared/rules/links';
import { triggered } from '@etapa/shared/rules/match';
import { timeData } from '@etapa/shared/rules/moments';
import type { Rule } from '@etapa/shared/rules/rule';
import { supposedEvent } from '@etapa/shared/rules/supposed';
import { triggerKindOf } from '@etapa/shared/rules/triggers/kinds';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { RecordHistoryStore } from '../../store/record-history.ts';
import type { StoredRule } from '../../store/rules.ts';
import { RecordService } from '../records.ts';
import { draftOf, RuleService } from '../rules.ts';
import { RuleConditions } from './conditions.ts';
import { triggerData } from './matches.ts';
import { pastEvent } from './past-event.ts';
import { RuleRehearsal } from './rehearse.ts';
import { RuleValuesSeen, type ValuesSeen } from './values-seen.ts';
import { RuleTimes } from './when-due.ts';

/**
 * Tries a rule on a record as it is. What its trigger waits for is taken as having just happened: the record has just
 * been made, has just come into the stage it is in or is about to leave it; its values changed as they last did.
 */
@Injectable()
export class RuleTrial {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: RuleService,
    private readonly records: RecordService,
    private readonly past: RecordHistoryStore,
    private readonly conditions: RuleConditions,
    private readonly rehearsal: RuleRehearsal,
    private readonly seen: RuleValuesSeen,
    private readonly time: RuleTimes,
  ) {}

  /**
   * @param document tried instead of the saved rule, by who may design the type: a condition of one's own would tell
   *   what one may not read
   * @throws RefusalError `not_found` for a record the caller may not read; `forbidden`, `invalid_definition`
   */
  async test(
    caller: Caller,
    entityType: string,
    ruleKey: string,
    { recordId, definition: document }: { recordId: string; definition?: SentRule },
  ): Promise<RuleTest> {
    const saved = document ? null : await this.rules.find(caller, entityType, ruleKey);
    const rule = saved
      ? saved.definition
      : await this.rules.checked(caller, entityType, draftOf(ruleKey, document as SentRule));
    const { record, access } = await this.records.find(caller, entityType, recordId);
    const { type } = access;
    const now = this.clock.now().toISOString();
    const last = await this.lastTime(type, rule, record);
    const before = rule.trigger.kind === 'record.created' ? null : last ? last.before : record;
    const seen = await this.seen.of(access, record, linksRead(rule, type.definition, record));
    const why = await this.why(type, rule, record, before, now, seen, saved);
    const steps = await this.rehearsal.rehearse({
      rule,
      ...(saved ? { ruleId: saved.id } : {}),
      type,
      record,
      before,
      actor: { kind: 'user', id: caller.id, name: caller.name },
      trigger: this.data(rule, record, last ?? null, now),
      now,
      present: true,
    });
    return {
      rule: rule.key,
      version: saved?.version ?? null,
      enabled: saved ? isOn(saved) : false,
      wouldFire: why.trigger.held && (why.when?.held ?? true),
      why,
      steps: seen.all ? steps : steps.map(withoutValues),
    };
  }

  /** What formulas see as `trigger`. */
  private data({ trigger }: Rule, record: RecordState, last: PastMoment | null, now: string): JsonValue {
    if (triggerKindOf(trigger.kind)?.byTime) return timeData(trigger, record, now);
    const event = last?.event ?? supposedEvent(trigger, record, record, now);
    return event && (triggerData(event) as JsonValue);
  }

  /** The last event that the trigger meets. */
  private async lastTime(type: PublishedType, rule: Rule, record: RecordState): Promise<PastMoment | undefined> {
    const events = (await this.past.of(this.database, [record.id])).map(pastEvent);
    return historyOf(type.definition, record, events).findLast(({ event }) => triggered(rule, event));
  }

  private async why(
    type: PublishedType,
    rule: Rule,
    record: RecordState,
    before: RecordState | null,
    now: string,
    seen: ValuesSeen,
    saved: StoredRule | null,
  ): Promise<Why> {
    const { trigger, when } = rule;
    const context = await this.conditions.context(this.database, rule, type.key, { record, before, at: now });
    const explanation = when ? readableExplanation(explain(when, context), seen.mayRead) : null;
    const told = { when: explanation, saidNo: explanation ? refusing(explanation) : [] };
    const refuse = (code: TriggerRefusal, reason: string): Why => ({
      trigger: { kind: trigger.kind, held: false, reason, code },
      ...told,
    });
    if (record.deletedAt !== null && trigger.kind !== 'record.deleted')
      return refuse('trash', 'The record is in the trash.');
    if (triggerKindOf(trigger.kind)?.byTime)
      return { trigger: await this.time.of(rule, type, record, now, saved, seen), ...told };
    const event = supposedEvent(trigger, record, before, now);
    if (!event) return refuse('no_stage', 'The record is in no stage.');
    if (!triggered(rule, event) && PLACED.has(trigger.kind)) {
      return refuse('other_stage', `The record is in the stage "${record.stage}" of the funnel "${record.funnel}".`);
    }
    return { trigger: { kind: trigger.kind, held: true, reason: null }, ...told };
  }
}

/** Triggers that ask where the record is. */
const PLACED: ReadonlySet<string> = new Set(['stage.entered', 'stage.left']);

const isOn = ({ enabled, broken }: StoredRule): boolean => enabled && broken === null;

/** A step without what may tell values of its record. */
export function withoutValues({ output: _, reason, ...step }: RehearsedStep): RehearsedStep {
  const told = reason === undefined ? {} : { reason: 'The reason may name fields that you may not read.' };
  return { ...step, input: null, ...told };
}
