import type { Field } from '@etapa/shared/definition/entity-type';
import { type DateWatch, dateWatch, daysReached, nextMoment } from '@etapa/shared/rules/triggers/date-days';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../../store/database.ts';
import { EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { DateStore, type ValueSpan } from '../../../store/time-dates.ts';
import type { TimeRule } from '../../../store/time-rules.ts';
import { dayRange, isInstant, valueRange } from './date-ranges.ts';
import { Moments, type Window } from './moments.ts';
import type { Due, Now, Page } from './page.ts';

/** How long, in milliseconds, what was found nowhere may be looked for again before that is noted. */
const NOTED = 300_000;
/** Records of one day that are put in order at once. */
const MOST = 1_000_000;

/** Follows rules about dates of records: every moment that comes, also those that came while nobody looked. */
@Injectable()
export class DateRules {
  private readonly moments = new Moments();

  constructor(
    private readonly catalogue: EntityTypeCatalogue,
    private readonly store: DateStore,
  ) {}

  async pages(db: Queryable, rules: TimeRule[], time: Now): Promise<Page[]> {
    const catalogue = await this.catalogue.now();
    const pages: Page[] = [];
    const instants = new Map<string, { field: Field; rules: TimeRule[] }>();
    for (const rule of rules) {
      const { trigger } = rule.definition;
      const field = catalogue.definition(rule.entityType)?.fields.find(({ key }) => key === trigger.field);
      if (!field) continue;
      if (isInstant(trigger, field)) {
        const name = `${rule.entityType} ${field.key}`;
        instants.set(name, { field, rules: [...(instants.get(name)?.rules ?? []), rule] });
        continue;
      }
      const page = await this.days(db, rule, field, time);
      if (page) pages.push(page);
    }
    for (const { field, rules: own } of instants.values()) pages.push(...(await this.instants(db, own, field, time)));
    return pages;
  }

  /** Records whose day comes at a time of day. */
  private async days(db: Queryable, rule: TimeRule, field: Field, time: Now): Promise<Page | null> {
    const watch = dateWatch(rule.definition.trigger, time.timeZone);
    const window = this.moments.window(rule, time, (from) => nextMoment(watch, from));
    if (window === null) return null;
    const end = { at: window.to };
    const isOver = window.isOver;
    if (!rule.fires) return { rule, due: [], isFull: false, end, isOver };
    const due: Due[] = [];
    const { reached } = rule;
    for (const { day, moment, on, values } of daysReached(watch, window.from, window.to)) {
      if (reached?.moment && (moment < reached.moment || (moment === reached.moment && day < (reached.day ?? ''))))
        continue;
      const begun = reached?.moment === moment && reached.day === day ? (reached.id ?? null) : null;
      const found = await this.holding(db, rule, field, { day, values }, watch, begun, time.limit - due.length);
      for (const id of found) due.push(dueOn(rule, id, { day, moment, on, from: window.from }));
      if (due.length >= time.limit) return { rule, due, isFull: true, end, isOver };
    }
    return { rule, due, isFull: false, end, isOver };
  }

  private async holding(
    db: Queryable,
    rule: TimeRule,
    field: Field,
    { day, values }: { day: string; values: string[] },
    { timeZone, yearly }: DateWatch,
    after: string | null,
    limit: number,
  ): Promise<string[]> {
    if (field.kind === 'date') {
      return (await this.store.holding(db, rule.entityType, field, values, after, limit)).map(({ id }) => id);
    }
    // Times of a day: those of each year by themselves, in the order of their ids.
    const found: string[] = [];
    const spans = (yearly ? values : [day]).map((value) => ({ ...dayRange(value, timeZone), after: null }));
    for (const { id } of await this.store.within(db, rule.entityType, field, spans, MOST)) {
      if (after === null || id > after) found.push(id);
    }
    return found.sort().slice(0, limit);
  }

  /** Records whose time itself has come: one query for all rules about a field. */
  private async instants(db: Queryable, rules: TimeRule[], field: Field, time: Now): Promise<Page[]> {
    const looks = rules.flatMap((rule): Look[] => {
      const window = this.moments.window(rule, time, (from) => from);
      if (window === null) return [];
      const begun = rule.reached?.moment ?? null;
      const range = valueRange(String(rule.definition.trigger.offset ?? 'P0D'), window, time.timeZone);
      const after = begun === null ? null : (rule.reached?.id ?? null);
      return [{ rule, window, begun, range, span: { from: begun ?? range.from, to: range.to, after } }];
    });
    const firing = looks.filter(({ rule }) => rule.fires);
    const found = await this.store.within(
      db,
      rules[0]?.entityType ?? '',
      field,
      firing.map(({ span }) => span),
      time.limit,
    );
    return looks.flatMap((look) => {
      const { rule, window, begun } = look;
      const own = found.filter(({ span }) => firing[span] === look);
      const due = own.map(({ id, value }) => dueAt(look, id, value));
      const isStale = time.now.getTime() - Date.parse(window.from) > NOTED;
      const isQuiet = due.length === 0 && !isStale && !window.isOver && begun === null;
      if (isQuiet) return [];
      return [{ rule, due, isFull: own.length >= time.limit, end: { at: window.to }, isOver: window.isOver }];
    });
  }
}

interface Look {
  rule: TimeRule;
  window: Window;
  begun: string | null;
  range: ReturnType<typeof valueRange>;
  span: ValueSpan;
}

function dueAt({ rule, window, range }: Look, id: string, value: string): Due {
  const at = range.momentOf(value);
  return {
    rule,
    recordId: id,
    key: `date:${id}:${at.toISOString()}`,
    at,
    trigger: { kind: 'date.reached', at: at.toISOString(), value },
    reached: { at: window.from, moment: value.replace(/Z$/, ''), id },
  };
}

function dueOn(
  rule: TimeRule,
  id: string,
  { day, moment, on, from }: { day: string; moment: string; on: string; from: string },
): Due {
  const at = new Date(moment);
  return {
    rule,
    recordId: id,
    // By the organisation's own day: in UTC two evenings may be of one, where the clocks change between them.
    key: `date:${id}:${on}`,
    at,
    trigger: { kind: 'date.reached', at: at.toISOString(), day },
    reached: { at: from, moment, day, id },
  };
}
