import { evaluate } from '@etapa/shared/conditions/evaluate';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { RecordState } from '@etapa/shared/process/record';
import type { PastEvent } from '@etapa/shared/rules/event';
import { historyOf } from '@etapa/shared/rules/history';
import { match, triggered } from '@etapa/shared/rules/match';
import { type DueMoment, type MomentFinder, stretchesOf, timeData, type Visit } from '@etapa/shared/rules/moments';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { RecordHistoryStore } from '../../store/record-history.ts';
import { RecordStore } from '../../store/records.ts';
import { RuleConditions } from './conditions.ts';
import { triggerData } from './matches.ts';
import { pastEvent } from './past-event.ts';
import type { Scene } from './scene.ts';

/** A time in the past at which a rule would have fired. */
export interface Firing {
  recordId: string;
  /** ISO 8601 in UTC. */
  at: string;
  /** Null where time set it off. */
  eventId: string | null;
}

/** What was found in a batch. */
export interface Looked {
  firings: Firing[];
  /** Events or records that were looked at. */
  seen: number;
  /** Events that rules were not to see. */
  silent: number;
}

/** Moments whose condition is asked together: bounds the memory. */
const TOGETHER = 5_000;

/** Asks a rule about the past of records, a batch of them with one query for all. */
@Injectable()
export class RulePast {
  constructor(
    private readonly database: Database,
    private readonly history: RecordHistoryStore,
    private readonly records: RecordStore,
    private readonly conditions: RuleConditions,
  ) {}

  /** What a rule would have made of the events of a period. @param period milliseconds; `to` is not included */
  async onEvents(
    rule: Rule,
    type: PublishedType,
    records: RecordState[],
    period: { from: number; to: number },
  ): Promise<Looked> {
    const events = await this.eventsOf(records);
    const asked: { event: PastEvent; record: RecordState; before: RecordState | null; at: string }[] = [];
    let seen = 0;
    let silent = 0;
    for (const record of records) {
      const own = events.get(record.id) ?? [];
      const within = own.filter(({ at }) => Date.parse(at) >= period.from && Date.parse(at) < period.to);
      seen += within.length;
      const met = new Set(within.filter((event) => triggered(rule, event)));
      if (met.size === 0) continue;
      for (const { event, before, after } of historyOf(type.definition, record, own)) {
        if (!after || !met.has(event)) continue;
        if (event.cause.silent === true) silent++;
        else asked.push({ event, record: after, before, at: event.at });
      }
    }
    const contexts = await this.conditions.several(this.database, rule, type.key, asked);
    const firings = asked.flatMap(({ event, record, at }, index): Firing[] => {
      const context = contexts[index];
      return context && match(rule, event, context).fires ? [{ recordId: record.id, at, eventId: event.id }] : [];
    });
    return { firings, seen, silent };
  }

  /** What a rule that time sets off would have made of the same period. */
  async onTime(
    rule: Rule,
    type: PublishedType,
    records: RecordState[],
    find: MomentFinder,
    visits: ReadonlyMap<string, Visit[]>,
  ): Promise<Looked> {
    const events = await this.eventsOf(records);
    const firings: Firing[] = [];
    let due: DueMoment[] = [];
    for (const record of records) {
      const stretches = stretchesOf(historyOf(type.definition, record, events.get(record.id) ?? []), record);
      due.push(...find({ stretches, visits: visits.get(record.id) ?? [] }));
      if (due.length < TOGETHER) continue;
      firings.push(...(await this.meeting(rule, type, due)));
      due = [];
    }
    firings.push(...(await this.meeting(rule, type, due)));
    return { firings, seen: records.length, silent: 0 };
  }

  /** A record as it was when a rule would have fired; null when it is gone. */
  async sceneOf(
    rule: Rule,
    type: PublishedType,
    recordId: string,
    at: string,
    eventId: string | null,
  ): Promise<Scene | null> {
    const present = await this.records.find(this.database, type.key, { id: recordId }, null);
    if (!present) return null;
    const moments = historyOf(type.definition, present, (await this.eventsOf([present])).get(recordId) ?? []);
    const scene = { rule, type, now: at, present: false };
    if (eventId === null) {
      const time = Date.parse(at);
      const stretch = stretchesOf(moments, present).find(({ from, to }) => time >= from && time < to);
      const actor = { kind: 'system', id: 'rules' };
      if (!stretch) return null;
      const { record } = stretch;
      return { ...scene, record, before: record, actor, trigger: timeData(rule.trigger, record, at) };
    }
    const moment = moments.find(({ event }) => event.id === eventId);
    if (!moment?.after) return null;
    const trigger = triggerData(moment.event) as JsonValue;
    return { ...scene, record: moment.after, before: moment.before, actor: moment.event.actor, trigger };
  }

  /** The moments at which the rule's condition held. */
  private async meeting(rule: Rule, type: PublishedType, due: DueMoment[]): Promise<Firing[]> {
    const { when } = rule;
    const firing = ({ at, record }: DueMoment): Firing => ({ recordId: record.id, at, eventId: null });
    if (!when) return due.map(firing);
    const asked = due.map(({ at, record }) => ({ record, before: record, at }));
    const contexts = await this.conditions.several(this.database, rule, type.key, asked);
    return due.flatMap((moment, index) => {
      const context = contexts[index];
      return context && evaluate(when, context) ? [firing(moment)] : [];
    });
  }

  private async eventsOf(records: RecordState[]): Promise<ReadonlyMap<string, PastEvent[]>> {
    const versions = new Map(records.map(({ id, version }) => [id, version]));
    const events = new Map<string, PastEvent[]>();
    const rows = await this.history.of(this.database, [...versions.keys()]);
    for (const row of rows) {
      // What happened after the record was read is not shown by it.
      if (row.recordId === null || (row.recordVersion ?? 0) > (versions.get(row.recordId) ?? 0)) continue;
      const own = events.get(row.recordId);
      if (own) own.push(pastEvent(row));
      else events.set(row.recordId, [pastEvent(row)]);
    }
    return events;
  }
}
