import { after, before, clockIn, type SpanClock } from '@etapa/shared/rules/triggers/span';
import { placesOf } from '@etapa/shared/rules/triggers/stages';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../../store/database.ts';
import { EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { type Idle, type IdleSearch, IdleStore } from '../../../store/time-idle.ts';
import type { Reached, TimeRule } from '../../../store/time-rules.ts';
import { SETTLED } from '../rechecks.ts';
import { IdleProgress } from './idle-progress.ts';
import type { Due, Now, Page } from './page.ts';

/** A search with how time runs where it looks. */
interface Clocked extends IdleSearch {
  clock: SpanClock;
}

/** Something idle, with how time runs where it is. */
type Found = Idle & { clock: SpanClock };

/** Follows rules about what stands still: visits of a stage, and records that nobody does anything about. */
@Injectable()
export class IdleRules {
  constructor(
    private readonly catalogue: EntityTypeCatalogue,
    private readonly store: IdleStore,
  ) {}

  /**
   * What has become idle since the rules were followed last; for a new or edited rule, all that is idle.
   * @param records only these, as if none had been looked at before
   */
  async pages(db: Queryable, rules: TimeRule[], time: Now, records?: string[]): Promise<Page[]> {
    const followed = rules.filter(({ fires }) => fires);
    const cutoffs = new Map<string, Date>();
    const cutoff = (span: string, clock: SpanClock): Date => {
      const name = `${span} ${clock.hours ? 'working' : ''}`;
      const known = cutoffs.get(name) ?? cutoffOf(span, clock, time);
      cutoffs.set(name, known);
      return known;
    };
    const catalogue = await this.catalogue.now();
    const progress: IdleProgress[] = [];
    const searches = followed.flatMap((rule, index): Clocked[] => {
      const definition = catalogue.definition(rule.entityType);
      const { trigger } = rule.definition;
      const span = String(trigger.for);
      const places = definition && trigger.kind === 'stage.idle' ? placesOf(trigger, definition) : [];
      const clocked = places.map((place) => ({ place, clock: clockIn(definition ?? {}, place, time) }));
      const working = clocked.filter(({ clock }) => clock.hours).map(({ place }) => place);
      const own = new IdleProgress(records ? null : rule.reached, working);
      progress[index] = own;
      if (!definition) return [];
      const silent = { place: null, clock: { timeZone: time.timeZone } };
      return (trigger.kind === 'record.idle' ? [silent] : clocked).map(({ place, clock }) => {
        const youngest = cutoff(span, clock);
        const reached = notAfter(own.reached(clock), youngest);
        return { rule: index, entityType: rule.entityType, reached, cutoff: youngest, place, clock };
      });
    });
    const found = [
      ...(await this.find(db, searches, true, time.limit, records)),
      ...(await this.find(db, searches, false, time.limit, records)),
    ];
    return followed
      .map((rule, index) => {
        const own = found.filter((each) => each.rule === index);
        return pageOf(rule, own, time, progress[index] ?? new IdleProgress(null, []));
      })
      .filter(({ due }) => due.length > 0);
  }

  private async find(
    db: Queryable,
    searches: Clocked[],
    placed: boolean,
    limit: number,
    records?: string[],
  ): Promise<Found[]> {
    // By its number each is known again among what was found.
    const own = searches.filter(({ place }) => (place !== null) === placed);
    const numbered = own.map((search, index) => ({ ...search, rule: index }));
    const found = await (placed
      ? this.store.visits(db, numbered, limit, records)
      : this.store.records(db, numbered, limit, records));
    return found.flatMap((each) => {
      const search = own[each.rule];
      return search ? [{ ...each, rule: search.rule, clock: search.clock }] : [];
    });
  }
}

function cutoffOf(span: string, clock: SpanClock, { now }: Now): Date {
  const idle = before(span, now.toISOString(), clock);
  return new Date(Math.min(idle.getTime(), now.getTime() - SETTLED));
}

/** A clock that ran ahead and was put back must not hide what comes between. */
function notAfter(reached: Pick<Reached, 'at' | 'id'> | null, cutoff: Date): Reached | null {
  return reached && Date.parse(reached.at) > cutoff.getTime() ? { at: cutoff.toISOString() } : reached;
}

/** Of a rule about several stages each is searched by itself: what comes after the end of a full one has to wait. */
function pageOf(rule: TimeRule, found: Found[], { limit }: Now, progress: IdleProgress): Page {
  const { trigger } = rule.definition;
  const timed = found.map((each) => ({
    ...each,
    at: after(String(trigger.for), each.since.toISOString(), each.clock),
  }));
  const inOrder = timed.sort(
    (a, b) => a.at.getTime() - b.at.getTime() || a.since.getTime() - b.since.getTime() || compareIds(a.id, b.id),
  );
  const due = inOrder.slice(0, limit).map(({ id, recordId, since: began, at, clock }): Due => {
    const since = began.toISOString();
    return {
      rule,
      recordId,
      key: trigger.kind === 'stage.idle' ? `visit:${id}` : `idle:${recordId}:${since}`,
      at,
      trigger: { kind: trigger.kind, at: at.toISOString(), since },
      reached: progress.to(clock, { at: since, id }),
    };
  });
  return { rule, due, isFull: found.length >= limit, end: null };
}

const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);
