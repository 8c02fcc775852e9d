import type { ConditionContext } from '@etapa/shared/conditions/context';
import type { LinkedRecord } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { asOf } from '@etapa/shared/rules/as-of';
import { linksRead } from '@etapa/shared/rules/links';
import { type Match, match, triggered } from '@etapa/shared/rules/match';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import type { EventConsumer } from '../../log/consumer.ts';
import type { LoggedEvent } from '../../log/events.ts';
import { Queues } from '../../log/queues.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { newId } from '../../store/ids.ts';
import { RecordEventStore } from '../../store/record-events.ts';
import { RecordStore } from '../../store/records.ts';
import { type NewRun, RuleRunStore } from '../../store/rule-runs.ts';
import { RuleStore, type StoredRule } from '../../store/rules.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RecordContexts } from '../records-context.ts';
import { laneJob } from './lane.ts';
import { pastEvent } from './past-event.ts';
import { RuleReferences } from './references.ts';

interface Candidate {
  event: LoggedEvent & { recordId: string; entityType: string };
  rule: StoredRule;
}

/** Reads the log and keeps a run for each rule that an event sets off: the row first, the job after. */
@Injectable()
export class RuleRelay implements EventConsumer {
  readonly consumer = 'rules';

  constructor(
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly rules: RuleStore,
    private readonly runs: RuleRunStore,
    private readonly records: RecordStore,
    private readonly past: RecordEventStore,
    private readonly contexts: RecordContexts,
    private readonly queues: Queues,
    private readonly references: RuleReferences,
  ) {}

  async consume(events: LoggedEvent[], tx: Transaction): Promise<(() => Promise<void>) | undefined> {
    await this.references.follow(events, tx);
    const candidates = await this.candidates(events, tx);
    if (candidates.length === 0) return undefined;
    const runs = await this.runsOf(candidates, tx);
    if (runs.length === 0) return undefined;
    const kept = new Set(await this.runs.insert(tx, runs, this.clock.now()));
    const jobs = runs.filter(({ id, status }) => kept.has(id) && status === 'running').map(laneJob);
    return () => this.queues.addBulk('rules', jobs);
  }

  /** Rules whose trigger an event meets; most events meet none, and cost one query for all. */
  private async candidates(events: LoggedEvent[], tx: Transaction): Promise<Candidate[]> {
    const seen = events.filter(
      (event): event is Candidate['event'] =>
        event.recordId !== null && event.entityType !== null && event.cause.silent !== true,
    );
    const types = [...new Set(seen.map(({ entityType }) => entityType))];
    if (types.length === 0) return [];
    const rules = await this.rules.enabled(tx, types);
    return seen.flatMap((event) =>
      rules
        .filter((rule) => rule.entityType === event.entityType && triggered(rule.definition, pastEvent(event)))
        .map((rule) => ({ event, rule })),
    );
  }

  private async runsOf(candidates: Candidate[], tx: Transaction): Promise<NewRun[]> {
    const pasts = await this.past.around(
      tx,
      candidates.map(({ event }) => event),
    );
    const runs: NewRun[] = [];
    for (const { event, rule } of candidates) {
      const record = pasts.records.get(event.recordId);
      if (!record) continue;
      const after = asOf(record, pasts.after(event).map(pastEvent));
      if (!after) continue;
      const before = asOf(record, pasts.since(event).map(pastEvent));
      const context = await this.conditions(tx, rule, after, before, event.at);
      const run = runOf(rule, event, match(rule.definition, pastEvent(event), context));
      if (run) runs.push(run);
    }
    return runs;
  }

  private async conditions(
    tx: Transaction,
    { definition: rule, entityType }: StoredRule,
    record: RecordState,
    before: RecordState | null,
    at: Date,
  ): Promise<ConditionContext> {
    const catalogue = await this.catalogue.now();
    const definition = catalogue.definition(entityType);
    const { timeZone } = await this.contexts.settings();
    const ids = definition ? linksRead(rule, definition, record) : [];
    const linked = new Map<string, LinkedRecord>();
    if (ids.length > 0) for (const found of await this.records.linked(tx, ids)) linked.set(found.id, found);
    return {
      schema: {
        fields: definition?.fields ?? [],
        funnels: definition?.funnels,
        linkedType: (key) => catalogue.definition(key),
      },
      record,
      before,
      linked: (id) => linked.get(id),
      me: null,
      now: at.toISOString(),
      timeZone,
    };
  }
}

/** @returns null when the rule does not fire */
function runOf(rule: StoredRule, event: Candidate['event'], matched: Match): NewRun | null {
  if (!matched.fires && matched.because !== 'chain') return null;
  const id = newId();
  const { correlation, depth } = event.cause;
  return {
    id,
    ruleId: rule.id,
    ruleVersion: rule.version,
    entityType: event.entityType,
    recordId: event.recordId,
    triggerKey: `event:${event.id}`,
    eventSeq: event.seq,
    status: matched.fires ? 'running' : 'stopped',
    cause: {
      correlation,
      depth: depth + 1,
      rule: rule.definition.key,
      ruleVersion: rule.version,
      runId: id,
      eventId: event.id,
    },
    context: {
      event: { id: event.id, kind: event.kind, at: event.at, version: event.recordVersion, actor: event.actor },
      when: matched.when,
    },
    ...(matched.fires
      ? {}
      : { error: { message: `Rules have set each other off ${depth} times in a row: the chain was stopped here.` } }),
  };
}
