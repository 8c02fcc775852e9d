import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import type { EventConsumer } from '../../log/consumer.ts';
import type { LoggedEvent } from '../../log/events.ts';
import { Queues } from '../../log/queues.ts';
import { RuleRunStore } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RuleHealth } from './health.ts';
import { laneJobAgain, laneJobs } from './lane.ts';
import { type RecordLogged, RuleMatches } from './matches.ts';
import { RuleRechecks } from './rechecks.ts';
import { RuleReferences } from './references.ts';
import { RuleWaits } from './waits.ts';

/** Reads the log and keeps a run for each rule that an event sets off: the row first, the job after. */
@Injectable()
export class RuleRelay implements EventConsumer {
  readonly consumer = 'rules';

  constructor(
    private readonly clock: Clock,
    private readonly runs: RuleRunStore,
    private readonly queues: Queues,
    private readonly references: RuleReferences,
    private readonly matches: RuleMatches,
    private readonly waits: RuleWaits,
    private readonly rechecks: RuleRechecks,
    private readonly health: RuleHealth,
  ) {}

  async consume(events: LoggedEvent[], tx: Transaction): Promise<(() => Promise<void>) | undefined> {
    await this.references.follow(events, tx);
    await this.rechecks.note(events, tx);
    const seen = events.filter(
      (event): event is RecordLogged =>
        event.recordId !== null && event.entityType !== null && event.cause.silent !== true,
    );
    const woken = await this.waits.wake(seen, tx);
    const runs = await this.matches.runsOf(seen, tx);
    const now = this.clock.now();
    const kept = new Set(runs.length > 0 ? await this.runs.insert(tx, runs, now) : []);
    const fresh = runs.filter(({ id }) => kept.has(id));
    const begun = fresh.filter(({ status }) => status === 'running');
    if (begun.length < fresh.length) {
      await this.health.chainsStopped(
        tx,
        fresh.filter(({ status }) => status === 'stopped'),
      );
    }
    if (woken.length + begun.length === 0) return undefined;
    const jobs = [...woken.map((run) => laneJobAgain(run)), ...laneJobs(begun)];
    return () => this.queues.addBulk('rules', jobs);
  }
}
