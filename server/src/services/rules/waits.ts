import { endsWait } from '@etapa/shared/rules/match';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { RuleWaitStore, type WokenRun } from '../../store/rule-waits.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { RecordLogged } from './matches.ts';
import { pastEvent } from './past-event.ts';

/** Lets runs go on that wait for an event of their record. */
@Injectable()
export class RuleWaits {
  constructor(
    private readonly clock: Clock,
    private readonly store: RuleWaitStore,
  ) {}

  /**
   * An event counts when its transaction came after the one that noted the wait: the log is read up to transactions that
   * are still open, so none can have been read before its wait was there.
   *
   * @param events in the order of the log
   * @returns runs that go on
   */
  async wake(events: RecordLogged[], tx: Transaction): Promise<WokenRun[]> {
    const records = [...new Set(events.map(({ recordId }) => recordId))];
    if (records.length === 0) return [];
    const woken: WokenRun[] = [];
    for (const { id, recordId, wait, waitXid } of await this.store.forEvents(tx, records)) {
      const event = events.find(
        (each) => each.recordId === recordId && BigInt(each.xid) > BigInt(waitXid) && endsWait(wait, pastEvent(each)),
      );
      if (!event) continue;
      const { kind, at, actor, data } = event;
      const output = { by: 'event', event: { ...data, kind, at, actor } };
      const run = await this.store.resolve(tx, id, null, output, this.clock.now());
      if (run) woken.push(run);
    }
    return woken;
  }
}
