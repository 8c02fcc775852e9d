import { after, before } from '@etapa/shared/rules/triggers/span';
import { placesOf } from '@etapa/shared/rules/triggers/stages';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../../store/database.ts';
import { EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { type Idle, type IdleSearch, IdleStore } from '../../../store/time-idle.ts';
import type { Reached, TimeRule } from '../../../store/time-rules.ts';
import { SETTLED } from '../rechecks.ts';
import type { Due, Now, Page } from './page.ts';

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
    const catalogue = await this.catalogue.now();
    const cutoffs = new Map<string, Date>();
    const searches = followed.flatMap((rule, index): IdleSearch[] => {
      const definition = catalogue.definition(rule.entityType);
      if (!definition) return [];
      const { trigger } = rule.definition;
      const span = String(trigger.for);
      const cutoff = cutoffs.get(span) ?? cutoffOf(span, time);
      cutoffs.set(span, cutoff);
      const search = {
        rule: index,
        entityType: rule.entityType,
        reached: records ? null : notAfter(rule.reached, cutoff),
        cutoff,
      };
      if (trigger.kind === 'record.idle') return [{ ...search, place: null }];
      return placesOf(trigger, definition).map((place) => ({ ...search, place }));
    });
    const [visits, idle] = [searches.filter(({ place }) => place), searches.filter(({ place }) => !place)];
    const found = [
      ...(await this.store.visits(db, visits, time.limit, records)),
      ...(await this.store.records(db, idle, time.limit, records)),
    ];
    return followed
      .map((rule, index) =>
        pageOf(
          rule,
          found.filter((each) => each.rule === index),
          time,
        ),
      )
      .filter(({ due }) => due.length > 0);
  }
}

function cutoffOf(span: string, { now, timeZone }: Now): Date {
  const idle = before(span, now.toISOString(), timeZone);
  return new Date(Math.min(idle.getTime(), now.getTime() - SETTLED));
}

/** A clock that ran ahead and was put back must not hide what comes between. */
function notAfter(reached: Reached | null, cutoff: Date): Reached | null {
  if (reached?.isNew) return null;
  return reached && Date.parse(reached.at) > cutoff.getTime() ? { at: cutoff.toISOString() } : reached;
}

/** Of a rule about several stages each is searched by itself: what comes after the end of a full one has to wait. */
function pageOf(rule: TimeRule, found: Idle[], { limit, timeZone }: Now): Page {
  const { trigger } = rule.definition;
  const inOrder = found.toSorted((a, b) => a.since.getTime() - b.since.getTime() || compareIds(a.id, b.id));
  const due = inOrder.slice(0, limit).map((each): Due => {
    const since = each.since.toISOString();
    const at = after(String(trigger.for), since, timeZone);
    return {
      rule,
      recordId: each.recordId,
      key: trigger.kind === 'stage.idle' ? `visit:${each.id}` : `idle:${each.recordId}:${since}`,
      at,
      trigger: { kind: trigger.kind, at: at.toISOString(), since },
      reached: { at: since, id: each.id },
    };
  });
  return { rule, due, isFull: found.length >= limit, end: null };
}

const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);
