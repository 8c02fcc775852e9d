import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import type { LoggedEvent } from '../../log/events.ts';
import { RuleRecheckStore } from '../../store/rule-rechecks.ts';
import type { Transaction } from '../../store/transaction.ts';

/**
 * How old, in milliseconds, a stage or an activity must be before time looks for it. Whatever is older by the time its
 * event is read may have been passed by, and is looked at once more.
 */
export const SETTLED = 5_000;

const KINDS = new Set(['record.created', 'record.moved', 'record.restored']);

/** Notes records that came with a past: imports, whether rules see them as new or not, and restored ones. */
@Injectable()
export class RuleRechecks {
  constructor(
    private readonly clock: Clock,
    private readonly store: RuleRecheckStore,
  ) {}

  async note(events: LoggedEvent[], tx: Transaction): Promise<void> {
    const seen = events.filter(({ kind }) => KINDS.has(kind));
    if (seen.length === 0) return;
    const before = new Date(this.clock.now().getTime() - SETTLED);
    const restored = seen.filter(({ kind }) => kind === 'record.restored');
    await this.store.note(tx, idsOf(seen), idsOf(restored), before);
  }
}

const idsOf = (events: LoggedEvent[]): string[] => [...new Set(events.flatMap(({ recordId }) => recordId ?? []))];
