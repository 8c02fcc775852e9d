import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { FollowStore } from '../store/follows.ts';
import { newId } from '../store/ids.ts';
import { type NormSearch, NormWarningStore, type OverNorm } from '../store/norm-warnings.ts';
import { NotificationService } from './notifications.ts';
import { StageNorms } from './stage-norms.ts';

/** Most cards of a stage that one round takes, and rounds of a sweep: the next sweep goes on, so that nothing else waits long. */
const LIMIT = 500;
const ROUNDS = 2;
/** Cards that passed their norm longer ago than this (milliseconds) were late before anybody could be warned. */
const LONG_AGO = 60 * 86_400_000;
/** A look goes back this far (milliseconds) behind the one before: what was committed late is not missed. */
const OVERLAP = 10 * 60_000;

/** Tells owners of cards that pass the norm of their stage: once for each visit. */
@Injectable()
export class NormWarnings {
  /** Up to which entry each stage was looked at by this process. */
  private readonly seen = new Map<string, Date>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly norms: StageNorms,
    private readonly store: NormWarningStore,
    private readonly records: FollowStore,
    private readonly notifications: NotificationService,
  ) {}

  /** @returns whether all were found; where not, the next look goes on */
  async warn(): Promise<boolean> {
    const searches = await this.searches(this.clock.now());
    if (searches.length === 0) return true;
    for (let round = 0; round < ROUNDS; round++) {
      if ((await this.some(searches)) > 0) continue;
      for (const search of searches) this.seen.set(keyOf(search), search.cutoff);
      return true;
    }
    return false;
  }

  private async some(searches: NormSearch[]): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const late = await this.store.take(tx, searches, now, LIMIT);
      const doer = {
        actor: { kind: 'system', id: 'norms' } as const,
        cause: { correlation: newId(), depth: 0 },
      };
      const titles = await this.records.titles(
        tx,
        late.map(({ recordId }) => recordId),
      );
      const named = new Map(titles.map(({ id, title, number }) => [id, { text: title || `#${number}`, number }]));
      const owners = [...new Set(late.map(({ ownerId }) => ownerId))];
      for (const ownerId of owners) {
        const own = late.filter((card) => card.ownerId === ownerId);
        const messages = own.map((card) => messageOf(card, named.get(card.recordId)));
        await this.notifications.sendAll(tx, doer, ownerId, messages);
      }
      return late.length;
    });
  }

  private async searches(now: Date): Promise<NormSearch[]> {
    return (await this.norms.passed(now)).map((norm) => {
      const before = this.seen.get(keyOf(norm));
      // A norm that was made shorter reaches further than before: then all is looked at again.
      const from = before && before <= norm.cutoff ? before.getTime() - OVERLAP : norm.cutoff.getTime() - LONG_AGO;
      return { ...norm, from: new Date(from) };
    });
  }
}

const keyOf = ({ entityType, funnel, stage }: Pick<NormSearch, 'entityType' | 'funnel' | 'stage'>): string =>
  `${entityType} ${funnel} ${stage}`;

function messageOf({ recordId, entityType, stage }: OverNorm, named: { text: string; number: number } | undefined) {
  const data = { stage, number: named?.number ?? null };
  return { kind: 'overNorm', text: named?.text ?? '', recordId, entityType, data };
}
