import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { RecordStore } from '../../store/records.ts';
import { ImportMatchAhead, idsByName, matchName, matchText, type Upcoming } from './match-ahead.ts';
import { folded } from './plan.ts';
import type { Reading, ReadRow } from './row.ts';
import type { ImportRun, Matched } from './run.ts';

/** Finds the records that rows are about, where the mapping says by which field. */
@Injectable()
export class ImportMatches {
  constructor(
    private readonly ahead: ImportMatchAhead,
    private readonly records: RecordStore,
  ) {}

  /** In the order of the rows. @param marks are told by which values they were looked for */
  async find(
    run: ImportRun,
    read: ReadRow[],
    { marks, ...from }: { marks: Set<string>; upcoming?: Upcoming; reading: Reading },
    db: Queryable,
  ): Promise<Matched[]> {
    const { match } = run.plan;
    if (!match) return read.map(() => ({ kind: 'new' }));
    const { field } = match;
    const texts = read.map(({ doc }) => matchText(doc[field.key]));
    const wanted = [...new Set(texts.filter((text) => text !== undefined))];
    for (const text of wanted) marks.add(`${field.key} ${folded(text)}`);
    const ids = idsByName(match, await this.ahead.find(run, match, wanted, from, db));
    const records = await this.records.findAll(db, run.type.key, [...new Set([...ids.values()].flat())]);
    const byId = new Map(records.map((record) => [record.id, record]));
    return texts.map((text) => {
      const held = text === undefined ? [] : (ids.get(matchName(match, text)) ?? []);
      if (held.length > 1) return { kind: 'problem', problem: `${held.length} records have this value.` };
      const record = byId.get(held[0] ?? '');
      return record ? { kind: 'existing', record } : { kind: 'new' };
    });
  }
}
