import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Queues } from '../../log/queues.ts';
import { RuleWaitStore, type WokenRun } from '../../store/rule-waits.ts';
import type { Transaction } from '../../store/transaction.ts';
import { laneJobAgain } from './lane.ts';

/** Runs that are parked at a step until somebody ends it. */
@Injectable()
export class ParkedSteps {
  constructor(
    private readonly clock: Clock,
    private readonly store: RuleWaitStore,
    private readonly queues: Queues,
  ) {}

  /**
   * Ends the step that a run is parked at; the run goes on once the transaction has committed.
   *
   * @param path of the step, such as `b1/then/a1`
   * @param output what later steps see of it under `steps.<id>`, with the `branch` the run goes on with, if any
   * @returns false when the run is not parked there any more: it was cancelled, or went on
   */
  async resolve(tx: Transaction, runId: string, path: string, output: object): Promise<boolean> {
    const woken = await this.store.resolve(tx, runId, path, output, this.clock.now());
    if (woken) this.wakeAfter(tx, [woken]);
    return woken !== undefined;
  }

  /** Has workers go on with runs once the transaction has committed. */
  wakeAfter(tx: Transaction, runs: WokenRun[]): void {
    const jobs = runs.map((run) => laneJobAgain(run));
    tx.afterCommit(() => void this.queues.addBulk('rules', jobs));
  }
}
