import { explain } from '@etapa/shared/conditions/explain';
import type { RecordState } from '@etapa/shared/process/record';
import { isAt } from '@etapa/shared/rules/triggers/stages';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../config/clock.ts';
import { newId } from '../../../store/ids.ts';
import { RecordStore } from '../../../store/records.ts';
import { type NewRun, RuleRunStore } from '../../../store/rule-runs.ts';
import { type TimeRule, TimeRuleStore } from '../../../store/time-rules.ts';
import type { Transaction } from '../../../store/transaction.ts';
import { RuleConditions } from '../conditions.ts';
import { ParkedSteps } from '../parked.ts';
import type { Due } from './page.ts';

/** Makes the runs that time sets off, for the records that meet their rule's condition. */
@Injectable()
export class TimeRuns {
  constructor(
    private readonly clock: Clock,
    private readonly records: RecordStore,
    private readonly conditions: RuleConditions,
    private readonly clocks: TimeRuleStore,
    private readonly runs: RuleRunStore,
    private readonly parked: ParkedSteps,
  ) {}

  /** @param due in the order they came; runs on one record are in that order, too */
  async fire(tx: Transaction, due: Due[]): Promise<void> {
    if (due.length === 0) return;
    const met = new Map<Due, Met>();
    for (const rule of new Set(due.map((each) => each.rule))) {
      const own = due.filter((each) => each.rule === rule);
      for (const each of await this.meeting(tx, rule, own)) met.set(each.due, each);
    }
    const inOrder = due.flatMap((each) => met.get(each) ?? []);
    if (inOrder.length === 0) return;
    const places = await this.clocks.placesOf(
      tx,
      inOrder.map(({ due: { recordId, at } }) => ({ recordId, due: at })),
    );
    const runs = inOrder.map((each, index) => runOf(each, places[index] ?? 0));
    const kept = new Set(await this.runs.insert(tx, runs, this.clock.now()));
    this.parked.wakeAfter(
      tx,
      runs.filter(({ id }) => kept.has(id)),
    );
  }

  /** Those whose record is there, and meets the condition as it is now. */
  private async meeting(tx: Transaction, rule: TimeRule, due: Due[]): Promise<Met[]> {
    const { definition, entityType } = rule;
    const { trigger, when } = definition;
    const ids = [...new Set(due.map(({ recordId }) => recordId))];
    const records = new Map((await this.records.findAll(tx, entityType, ids)).map((record) => [record.id, record]));
    const there = due.flatMap((each): { due: Due; record: RecordState }[] => {
      const record = records.get(each.recordId);
      return record && (trigger.stages === undefined || isAt(trigger, record)) ? [{ due: each, record }] : [];
    });
    if (!when) return there.map((each) => ({ due: each.due, when: null }));
    const at = this.clock.now().toISOString();
    const asked = there.map(({ record }) => ({ record, before: null, at }));
    const contexts = await this.conditions.several(tx, definition, entityType, asked);
    return there.flatMap((each, index): Met[] => {
      const context = contexts[index];
      const told = context && explain(when, context);
      return told?.held ? [{ due: each.due, when: told }] : [];
    });
  }
}

interface Met {
  due: Due;
  when: object | null;
}

function runOf({ due: { rule, recordId, key, trigger }, when }: Met, eventSeq: number): NewRun {
  const id = newId();
  const { key: name } = rule.definition;
  return {
    id,
    ruleId: rule.id,
    ruleVersion: rule.version,
    entityType: rule.entityType,
    recordId,
    triggerKey: key,
    eventSeq,
    status: 'running',
    cause: { correlation: newId(), depth: 1, rule: name, ruleVersion: rule.version, runId: id },
    context: { trigger, when },
  };
}
