import { setImmediate } from 'node:timers/promises';
import type { ConditionContext } from '@etapa/shared/conditions/context';
import { asOf } from '@etapa/shared/rules/as-of';
import { type Match, match, triggered } from '@etapa/shared/rules/match';
import { Injectable } from '@nestjs/common';
import type { LoggedEvent } from '../../log/events.ts';
import { firstIdAt, newId } from '../../store/ids.ts';
import { RecordEventStore } from '../../store/record-events.ts';
import { type NewRun, RuleRunStore } from '../../store/rule-runs.ts';
import { type RuleInForce, RulesInForceStore } from '../../store/rules-in-force.ts';
import type { Transaction } from '../../store/transaction.ts';
import { type Asked, RuleConditions } from './conditions.ts';
import { pastEvent } from './past-event.ts';

/** An event of a record, which rules may see. */
export type RecordLogged = LoggedEvent & { recordId: string; entityType: string };

/** Most runs that a chain of rules may set off on one record within a minute: a chain can branch as well as go on. */
const BUDGET = 200;
const MINUTE = 60_000;

/** Events looked at without a pause. */
const BREATH = 8;

/** Items one after the other; others are served in between, since a full batch takes a tenth of a second. */
async function* unhurried<T>(items: T[]): AsyncGenerator<T> {
  for (const [index, item] of items.entries()) {
    if (index % BREATH === BREATH - 1) await setImmediate();
    yield item;
  }
}

interface Candidate {
  event: RecordLogged;
  rule: RuleInForce;
}

type Question = Candidate & Asked;

/** Finds which rules events set off. */
@Injectable()
export class RuleMatches {
  constructor(
    private readonly rules: RulesInForceStore,
    private readonly runs: RuleRunStore,
    private readonly past: RecordEventStore,
    private readonly conditions: RuleConditions,
  ) {}

  /**
   * Runs for all rules that the events set off, in the order of the events. Most events set off none, and cost one query
   * for all.
   * @param events in the order of the log
   */
  async runsOf(events: RecordLogged[], tx: Transaction): Promise<NewRun[]> {
    const candidates = await this.candidates(events, tx);
    if (candidates.length === 0) return [];
    const pasts = await this.past.around(
      tx,
      candidates.map(({ event }) => event),
    );
    const asked: Question[] = [];
    for await (const { event, rule } of unhurried(candidates)) {
      const record = pasts.records.get(event.recordId);
      const after = record && asOf(record, pasts.after(event).map(pastEvent));
      if (!after) continue;
      const before = asOf(record, pasts.since(event).map(pastEvent));
      asked.push({ event, rule, record: after, before, at: event.at.toISOString() });
    }
    const contexts = await this.contextsOf(asked, tx);
    const runs: NewRun[] = [];
    for await (const each of unhurried(asked)) {
      const { event, rule } = each;
      const context = contexts.get(each);
      const matched = context && match(rule.definition, pastEvent(event), context);
      const run = matched && runOf(rule, event, matched);
      if (run) runs.push(run);
    }
    return this.withinBudget(runs, tx);
  }

  /** One query for each rule, however many events it is asked about. */
  private async contextsOf(asked: Question[], tx: Transaction): Promise<Map<Question, ConditionContext>> {
    const contexts = new Map<Question, ConditionContext>();
    for (const rule of new Set(asked.map((each) => each.rule))) {
      const own = asked.filter((each) => each.rule === rule);
      const found = await this.conditions.several(tx, rule.definition, rule.entityType, own);
      for (const [index, context] of found.entries()) if (own[index]) contexts.set(own[index], context);
    }
    return contexts;
  }

  private async candidates(events: RecordLogged[], tx: Transaction): Promise<Candidate[]> {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return [];
    const types = [...new Set(events.map(({ entityType }) => entityType))];
    const rules = await this.rules.between(tx, types, first.xid, last.xid);
    return events.flatMap((event) =>
      rules
        .at(event.entityType, event.xid)
        .filter((rule) => triggered(rule.definition, pastEvent(event)))
        .map((rule) => ({ event, rule })),
    );
  }

  /** What people and other systems do always counts; what rules set off in their turn is bounded. */
  private async withinBudget(runs: NewRun[], tx: Transaction): Promise<NewRun[]> {
    const chained = runs.filter(({ cause, status }) => cause.depth > 1 && status === 'running');
    if (chained.length === 0) return runs;
    const chains = new Map(chained.map((run) => [chainOf(run), run]));
    const spent = await this.runs.countOfChains(tx, [...chains.values()], firstIdAt(Date.now() - MINUTE));
    return runs.map((run) => {
      if (run.cause.depth <= 1 || run.status !== 'running') return run;
      const count = spent.get(chainOf(run)) ?? 0;
      spent.set(chainOf(run), count + 1);
      return count < BUDGET
        ? run
        : stopped(run, 'budget', BUDGET, `Rules have set off ${BUDGET} runs on this record within a minute`);
    });
  }
}

const chainOf = ({ recordId, cause }: Pick<NewRun, 'recordId' | 'cause'>): string => `${recordId} ${cause.correlation}`;

const stopped = (run: NewRun, code: string, count: number, reason: string): NewRun => ({
  ...run,
  status: 'stopped',
  error: { message: `${reason}: the chain was stopped here.`, code, count },
});

/** @returns null when the rule does not fire */
function runOf(rule: RuleInForce, event: RecordLogged, matched: Match): NewRun | null {
  if (!matched.fires && matched.because !== 'chain') return null;
  const id = newId();
  const { correlation, depth } = event.cause;
  const run: NewRun = {
    id,
    ruleId: rule.id,
    ruleVersion: rule.version,
    entityType: event.entityType,
    recordId: event.recordId,
    triggerKey: `event:${event.id}`,
    eventSeq: event.seq,
    status: 'running',
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
      trigger: triggerData(event),
      when: matched.when,
    },
  };
  return matched.fires ? run : stopped(run, 'chain', depth, `Rules have set each other off ${depth} times in a row`);
}

/** What formulas see as `trigger`. What a record was and became they see in its fields and in `before`. */
export function triggerData({ kind, at, data }: Pick<LoggedEvent, 'kind' | 'data'> & { at: Date | string }): object {
  const { before: _before, after: _after, ...own } = data;
  return { ...own, kind, at };
}
