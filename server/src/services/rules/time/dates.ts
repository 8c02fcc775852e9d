import type { Field } from '@etapa/shared/definition/entity-type';
import { type DateWatch, dateWatch, daysReached, nextMoment } from '@etapa/shared/rules/triggers/date-days';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../../store/database.ts';
import { EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { DateStore } from '../../../store/time-dates.ts';
import type { TimeRule } from '../../../store/time-rules.ts';
import { dayRange, isInstant, valueRange } from './date-ranges.ts';
import { Moments } from './moments.ts';
import type { Due, Now, Page } from './page.ts';

/** How long, in milliseconds, what was found nowhere may be looked for again before that is noted. */
const NOTED = 300_000;

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
    for (const rule of rules) {
      const { trigger } = rule.definition;
      const field = catalogue.definition(rule.entityType)?.fields.find(({ key }) => key === trigger.field);
      const page = !field
        ? null
        : isInstant(trigger, field)
          ? this.instants(db, rule, field, time)
          : this.days(db, rule, field, time);
      const found = await page;
      if (found) pages.push(found);
    }
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
    for (const { day, moment, values } of daysReached(watch, window.from, window.to)) {
      if (reached?.moment && (moment < reached.moment || (moment === reached.moment && day < (reached.day ?? ''))))
        continue;
      const begun = reached?.moment === moment && reached.day === day ? (reached.id ?? null) : null;
      const found = await this.holding(db, rule, field, { day, values }, watch, begun, time.limit - due.length);
      for (const id of found) due.push(dueOn(rule, id, { day, moment, from: window.from }));
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
    for (const value of yearly ? values : [day]) {
      const range = { ...dayRange(value, timeZone), after: null };
      const some = await this.store.between(db, rule.entityType, field, range, 1_000_000);
      found.push(...some.map(({ id }) => id).filter((id) => after === null || id > after));
    }
    return found.sort().slice(0, limit);
  }

  /** Records whose time itself has come. */
  private async instants(db: Queryable, rule: TimeRule, field: Field, time: Now): Promise<Page | null> {
    const window = this.moments.window(rule, time, (from) => from);
    if (window === null) return null;
    const { trigger } = rule.definition;
    const range = valueRange(String(trigger.offset ?? 'P0D'), window, time.timeZone);
    const begun = rule.reached?.moment ?? null;
    const from = begun ?? range.from;
    const found = rule.fires
      ? await this.store.between(
          db,
          rule.entityType,
          field,
          { ...range, from, after: begun && (rule.reached?.id ?? null) },
          time.limit,
        )
      : [];
    const due = found.map(({ id, value }): Due => {
      const at = range.momentOf(value);
      return {
        rule,
        recordId: id,
        key: `date:${id}:${at.toISOString()}`,
        at,
        trigger: { kind: 'date.reached', at: at.toISOString(), value },
        reached: { at: window.from, moment: value.replace(/Z$/, ''), id },
      };
    });
    const isStale = time.now.getTime() - Date.parse(window.from) > NOTED;
    const isQuiet = due.length === 0 && !isStale && !window.isOver && begun === null;
    if (isQuiet) return null;
    return { rule, due, isFull: found.length >= time.limit, end: { at: window.to }, isOver: window.isOver };
  }
}

function dueOn(rule: TimeRule, id: string, { day, moment, from }: { day: string; moment: string; from: string }): Due {
  const at = new Date(moment);
  return {
    rule,
    recordId: id,
    key: `date:${id}:${at.toISOString().slice(0, 10)}`,
    at,
    trigger: { kind: 'date.reached', at: at.toISOString(), day },
    reached: { at: from, moment, day, id },
  };
}
