import { namesField } from '@etapa/shared/access/fields';
import { comparedFields } from '@etapa/shared/duplicates/checks';
import { duplicateKeys } from '@etapa/shared/duplicates/keys';
import { isLikely, type KeyedValue, likenesses } from '@etapa/shared/duplicates/likeness';
import type { Doc } from '@etapa/shared/fields/field';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { DuplicateStore } from '../../store/duplicates.ts';
import { RecordStore } from '../../store/records.ts';
import { RecordContexts } from '../records-context.ts';
import type { ReadRow } from './row.ts';
import type { Alike, ImportRun, Matched } from './run.ts';

/** Records looked at for one batch. */
const CANDIDATES = 5_000;
/** Records looked at for one key, where any of them will do. */
const FEW = 10;

/** Finds the records that new rows look like, as they are told of while one types. */
@Injectable()
export class ImportLookalikes {
  constructor(
    private readonly store: DuplicateStore,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
  ) {}

  /**
   * The matches, with what new rows look like; as changes of that where the mapping says so.
   * @param marks are told what the rows may be taken for others by
   */
  async find(
    run: ImportRun,
    read: ReadRow[],
    { matched, marks }: { matched: Matched[]; marks: Set<string> },
    db: Queryable,
  ): Promise<Matched[]> {
    const { definition, key } = run.type;
    if (comparedFields(definition).length === 0) return matched;
    const { defaultCountry } = await this.contexts.settings();
    const keyed = (doc: Doc): KeyedValue[] =>
      duplicateKeys(definition, doc, defaultCountry).map((each) => ({ ...each, value: String(doc[each.field] ?? '') }));
    const all = read.map(({ doc }) => keyed(doc));
    for (const each of all.flat()) marks.add(nameOf(each));
    const own = all.map((keys, at) => (matched[at]?.kind === 'new' ? keys : []));
    const wanted = new Map(own.flat().map((each) => [nameOf(each), { sort: each.sort, key: each.key }]));
    if (wanted.size === 0) return matched;
    const where = run.access.where(run.plan.duplicates === 'update' ? 'update' : 'read');
    // That a row looks like some record is all that is told, unless it is to change the oldest of them.
    const each = where || run.plan.duplicates === 'update' ? undefined : FEW;
    const asked = { where, except: null, limit: CANDIDATES, each };
    const found = await this.store.sharing(db, key, [...wanted.values()], asked);
    await run.access.learn(db, this.records, found);
    const byKey = new Map<string, Alike['record'][]>();
    const theirs = new Map<string, KeyedValue[]>();
    for (const record of found) {
      const { read: readable } = run.access.fields(record);
      const keys = keyed(record.doc).filter(({ field }) => namesField(readable, field));
      theirs.set(record.id, keys);
      for (const each of keys) byKey.set(nameOf(each), [...(byKey.get(nameOf(each)) ?? []), record]);
    }
    const taken = new Set<string>();
    return matched.map((match, at) => {
      const mine = own[at] ?? [];
      const candidates = new Set(mine.flatMap((each) => byKey.get(nameOf(each)) ?? []));
      for (const record of candidates) {
        const reasons = likenesses(mine, theirs.get(record.id) ?? []);
        if (reasons.length === 0 || !isLikely(reasons)) continue;
        const like = { record, reasons };
        if (run.plan.duplicates !== 'update') return { kind: 'new', like };
        // One change of a record in a batch: the next would be decided on what it was before.
        const problem = `It looks like #${record.number}, as an earlier row does.`;
        if (taken.has(record.id)) return { kind: 'problem', problem };
        taken.add(record.id);
        return { kind: 'existing', record, like };
      }
      return match;
    });
  }
}

const nameOf = ({ sort, key }: Pick<KeyedValue, 'sort' | 'key'>): string => `${sort} ${key}`;
