import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../../store/database.ts';
import type { TimeRule } from '../../../store/time-rules.ts';
import { DateRules } from './dates.ts';
import { IdleRules } from './idle.ts';
import { TimeIndexes } from './indexes.ts';
import type { Now, Page } from './page.ts';
import { ScheduleRules } from './schedules.ts';

const IDLE = ['stage.idle', 'record.idle'];

/** What has come of each kind of time. */
@Injectable()
export class TimePages {
  readonly kinds: readonly string[] = [...IDLE, 'date.reached', 'schedule'];

  constructor(
    private readonly idleRules: IdleRules,
    private readonly dates: DateRules,
    private readonly schedules: ScheduleRules,
    private readonly indexes: TimeIndexes,
  ) {}

  /** Pages with something to do, or to note. A rule whose index is still being built has to wait for it. */
  async all(db: Queryable, rules: TimeRule[], time: Now): Promise<Page[]> {
    const ready = await this.indexes.ready(rules);
    return [
      ...rules.filter((rule) => isOutdated(rule)).map(outdated),
      ...(await this.idle(db, ready, time)),
      ...(await this.dates.pages(db, of(ready, ['date.reached']), time)),
      ...(await this.schedules.pages(db, of(ready, ['schedule']), time)),
    ];
  }

  /** @param records only these, as if none had been looked at before */
  idle(db: Queryable, rules: TimeRule[], time: Now, records?: string[]): Promise<Page[]> {
    return this.idleRules.pages(
      db,
      of(rules, IDLE).filter((rule) => !isOutdated(rule)),
      time,
      records,
    );
  }
}

/** By the version that is followed: what an older one was set off by may be something else altogether. */
const of = (rules: TimeRule[], kinds: string[]): TimeRule[] =>
  rules.filter(({ definition }) => kinds.includes(definition.trigger.kind));

/** An older version that has nothing left to do: one about idle time, since the new one looks at all that is idle. */
const isOutdated = ({ definition, replacedAt }: TimeRule): boolean =>
  replacedAt !== null && definition.trigger.kind !== 'date.reached' && definition.trigger.kind !== 'schedule';

const outdated = (rule: TimeRule): Page => ({
  rule,
  due: [],
  isFull: false,
  end: { at: (rule.replacedAt ?? rule.savedAt).toISOString() },
  isOver: true,
});
