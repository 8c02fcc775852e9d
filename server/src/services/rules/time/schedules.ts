import { lastTime, nextTime } from '@etapa/shared/rules/triggers/cron';
import { Injectable } from '@nestjs/common';
import { filterWhere } from '../../../store/access.ts';
import type { Queryable } from '../../../store/database.ts';
import { EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { DateStore } from '../../../store/time-dates.ts';
import type { TimeRule } from '../../../store/time-rules.ts';
import type { Where } from '../../../store/where.ts';
import { Moments } from './moments.ts';
import type { Due, Now, Page } from './page.ts';

/** After all there is. */
const NEVER = '9999-12-31T00:00:00.000Z';

/** Follows rules that come at times of the clock, once for each record that meets their condition. */
@Injectable()
export class ScheduleRules {
  private readonly moments = new Moments();

  constructor(
    private readonly catalogue: EntityTypeCatalogue,
    private readonly store: DateStore,
  ) {}

  async pages(db: Queryable, rules: TimeRule[], time: Now): Promise<Page[]> {
    const pages: Page[] = [];
    for (const rule of rules) {
      const page = await this.page(db, rule, time);
      if (page) pages.push(page);
    }
    return pages;
  }

  /** Of several times that have been missed only the last counts. */
  private async page(db: Queryable, rule: TimeRule, time: Now): Promise<Page | null> {
    const { trigger } = rule.definition;
    const cron = String(trigger.cron);
    const timeZone = String(trigger.timeZone ?? time.timeZone);
    const window = this.moments.window(
      rule,
      { ...time, timeZone },
      (from) => nextTime(cron, timeZone, new Date(from))?.toISOString() ?? NEVER,
    );
    if (window === null) return null;
    const { from, to, isOver } = window;
    const begun = rule.reached?.moment;
    const moment = begun ?? lastTime(cron, timeZone, new Date(from), new Date(to))?.toISOString();
    const end = { at: begun ?? to };
    if (moment === undefined || !rule.fires) return { rule, due: [], isFull: false, end, isOver };
    const where = await this.condition(rule, moment, time);
    const after = rule.reached?.moment ? (rule.reached.id ?? null) : null;
    const found = await this.store.meeting(db, rule.entityType, where, after, time.limit);
    const due = found.map(
      ({ id }): Due => ({
        rule,
        recordId: id,
        key: `schedule:${moment}:${id}`,
        at: new Date(moment),
        trigger: { kind: 'schedule', at: moment },
        reached: { at: from, moment, id },
      }),
    );
    return { rule, due, isFull: found.length >= time.limit, end, isOver };
  }

  private async condition(rule: TimeRule, now: string, { timeZone }: Now): Promise<Where | null> {
    const { when } = rule.definition;
    const catalogue = await this.catalogue.now();
    const definition = catalogue.definition(rule.entityType);
    if (!when || !definition) return null;
    const linkedType = (key: string) => catalogue.definition(key);
    const schema = { fields: definition.fields, funnels: definition.funnels, linkedType };
    return filterWhere(when, { schema, me: null, now, timeZone }, () => null);
  }
}
