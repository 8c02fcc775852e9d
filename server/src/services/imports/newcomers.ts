import type { Doc } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { decide } from '@etapa/shared/process/decide';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { sequenceOf } from '../../store/entity-types.ts';
import { newId } from '../../store/ids.ts';
import { type FoundByName, ImportNameStore } from '../../store/imports-names.ts';
import { RecordStore } from '../../store/records.ts';
import { topRank } from '../../store/records-rank.ts';
import { TypeAccess } from '../access.ts';
import { RecordContexts } from '../records-context.ts';
import { needsNumber } from '../records-number.ts';
import { type LinkLookup, lookupKey, Names, namesIn } from './names.ts';
import { type Column, cellOf, folded, type LinkBy } from './plan.ts';
import type { FileRow } from './read-rows.ts';
import { type ImportRun, Newcomers } from './run.ts';

/** Finds whom and what the rows of a batch name, and thinks up what is to be made where there is none. */
@Injectable()
export class ImportNewcomers {
  constructor(
    private readonly names: ImportNameStore,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
  ) {}

  /** Fills the run's names with everything that these rows name. @returns what must be made for them */
  async find(run: ImportRun, rows: FileRow[], db: Queryable): Promise<Newcomers> {
    const newcomers = new Newcomers();
    for (const column of run.plan.columns) {
      const { target } = column;
      if (target.kind === 'field' && target.by) await this.findLinked(run, column, target.by, rows, newcomers, db);
      if (isPerson(column)) await this.findPeople(run, column, rows, newcomers, db);
    }
    return newcomers;
  }

  private async findLinked(
    run: ImportRun,
    column: Column,
    by: LinkBy,
    rows: FileRow[],
    newcomers: Newcomers,
    db: Queryable,
  ) {
    const lookup = lookupOf(run, by);
    const several = column.target.kind === 'field' && column.target.field.kind === 'links';
    const texts = rows.flatMap(({ cells }) => namesIn(cellOf(column, cells), several));
    const wanted = lookup.names.unknown(texts);
    if (wanted.length === 0) return;
    const asked = { entityType: by.target.key, field: by.field, seen: lookup.seen };
    const titled = await this.names.records(db, asked, wanted);
    const found = gather([...titled, ...(await this.numbered(column, { ...asked, wanted, titled }, db))]);
    const whole = new Set(rows.map(({ cells }) => folded(cellOf(column, cells))));
    const parts = new Set(several ? rows.flatMap(({ cells }) => partsToMake(cellOf(column, cells), found)) : []);
    for (const text of wanted) {
      const ids = found.get(folded(text)) ?? [];
      const [id] = ids;
      if (ids.length > 1) lookup.names.set(text, { problem: `${ids.length} records are called "${text}".` });
      else if (id !== undefined) lookup.names.set(text, { id });
      else if (run.coming.get(lookupKey(by))?.has(folded(text))) continue;
      else if (column.target.create && (several ? parts.has(folded(text)) : whole.has(folded(text)))) {
        await this.imagine(run, lookup, text, newcomers, db);
      } else lookup.names.set(text, { problem: `"${text}" is not among the ${plural(by)}.` });
    }
  }

  /** Those of the texts that no title is, by the number of a record; `#12` alone where others would be made. */
  private numbered(
    column: Column,
    asked: {
      entityType: string;
      field: LinkBy['field'];
      seen: LinkLookup['seen'];
      wanted: string[];
      titled: FoundByName[];
    },
    db: Queryable,
  ): Promise<FoundByName[]> | [] {
    if (asked.field !== null) return [];
    const titles = new Set(asked.titled.map(({ key }) => folded(key)));
    const shape = column.target.create ? /^#\d{1,15}$/ : /^#?\d{1,15}$/;
    const texts = asked.wanted.filter((text) => shape.test(text) && !titles.has(folded(text)));
    return texts.length > 0 ? this.names.numbered(db, asked, texts) : [];
  }

  /** Asks the core for the new record that a name stands for. */
  private async imagine(
    run: ImportRun,
    lookup: LinkLookup,
    text: string,
    newcomers: Newcomers,
    db: Queryable,
  ): Promise<void> {
    const { target, field } = lookup.by;
    const type = run.catalogue.get(target.key);
    const key = field?.key ?? target.titleField;
    const named = target.fields.find((each) => each.key === key);
    const value = named && kindOf(named).parse(named, text);
    if (!type || !named || !value?.ok || value.value === undefined) {
      lookup.names.set(text, { problem: `"${text}" cannot be the name of a new record.` });
      return;
    }
    const doc: Doc = { [key]: value.value };
    const command = { kind: 'create', doc } as const;
    const access = new TypeAccess(run.caller, type, run.catalogue, run.access.environment.now);
    const fields = access.everywhere();
    const prepared = await this.contexts.prepare(
      db,
      run.doer,
      [{ type, record: null, command }],
      fields.write === 'all' ? undefined : fields,
    );
    const numbers =
      needsNumber(type.definition) && !run.dry ? await this.records.takeNumbers(db, sequenceOf(type.id), 1) : [];
    const context = { ...prepared.context, id: newId(), rank: topRank(), number: numbers[0] };
    const decided = decide(type.definition, null, command, context);
    if (!decided.ok) {
      const reason = decided.refusal.errors?.map(({ path, message }) => `${path}: ${message}`).join(' ');
      lookup.names.set(text, { problem: `"${text}" cannot be made: ${reason ?? decided.refusal.detail}` });
      return;
    }
    const { next, events, visit } = decided.value;
    newcomers.records.set(next.id, { type, change: { before: null, next, events, visit }, lookup, text });
    lookup.names.set(text, { id: next.id });
  }

  private async findPeople(run: ImportRun, column: Column, rows: FileRow[], newcomers: Newcomers, db: Queryable) {
    const several = column.target.kind === 'field' && column.target.field.kind === 'users';
    const wanted = run.people.unknown(rows.flatMap(({ cells }) => namesIn(cellOf(column, cells), several)));
    if (wanted.length === 0) return;
    const found = gather(await this.names.people(db, wanted));
    for (const text of wanted) {
      const ids = found.get(folded(text)) ?? [];
      const [id] = ids;
      if (ids.length > 1) run.people.set(text, { problem: `${ids.length} people are called "${text}".` });
      else if (id !== undefined) run.people.set(text, { id });
      else if (isUuid(text)) run.people.set(text, { id: text.toLowerCase() });
      else if (column.target.create && !(several && /[;,、，；|\n]/.test(text))) {
        const newcomer = { id: newId(), text };
        newcomers.people.set(newcomer.id, newcomer);
        run.people.set(text, { id: newcomer.id });
      } else run.people.set(text, { problem: `There is no person "${text}".` });
    }
  }
}

/** Whether a column names people. */
export function isPerson({ target }: Column): boolean {
  if (target.kind === 'system') return target.system === 'owner' || target.system === 'actor';
  return target.field.kind === 'user' || target.field.kind === 'users';
}

/** What the run knows of records named this way. */
export function lookupOf(run: ImportRun, by: LinkBy): LinkLookup {
  const key = lookupKey(by);
  const known = run.lookups.get(key);
  if (known) return known;
  const type = run.catalogue.get(by.target.key);
  const seen = type ? new TypeAccess(run.caller, type, run.catalogue, run.access.environment.now).where('read') : null;
  const lookup = { by, seen, names: new Names() };
  run.lookups.set(key, lookup);
  return lookup;
}

function gather(found: { key: string; id: string }[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { key, id } of found) {
    const known = ids.get(folded(key)) ?? [];
    if (!known.includes(id)) ids.set(folded(key), [...known, id]);
  }
  return ids;
}

/** Of a cell with several names: its parts, unless the whole of it is a name already. */
function partsToMake(text: string, found: Map<string, string[]>): string[] {
  if (text === '' || found.has(folded(text))) return [];
  const [, ...parts] = namesIn(text, true);
  return (parts.length === 0 ? [text] : parts).map(folded);
}

function plural({ target }: LinkBy): string {
  const name = target.namePlural ?? target.name;
  return typeof name === 'string' ? name : (name.en ?? target.key);
}

const isUuid = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
