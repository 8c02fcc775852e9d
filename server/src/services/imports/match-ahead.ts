import { kindOf } from '@etapa/shared/fields/kinds';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { type FoundByName, ImportNameStore } from '../../store/imports-names.ts';
import { folded, type Plan } from './plan.ts';
import { type Reading, readCell } from './row.ts';
import type { ImportRun } from './run.ts';

/** What rows read ahead are matched by, and the records that had it when it was looked up. */
export class Upcoming {
  private looked: Promise<LookedUp> | undefined;

  /** @param texts cells of the column that says which record a row is about */
  constructor(readonly texts: readonly string[]) {}

  /** What was looked up; done once, by whoever asks first, and again after it failed. */
  once(look: () => Promise<LookedUp>): Promise<LookedUp> {
    this.looked ??= look().catch((error: unknown) => {
      this.looked = undefined;
      throw error;
    });
    return this.looked;
  }
}

interface LookedUp {
  /** What PostgreSQL saw at least: whatever was written after it is looked at again. */
  snapshot: string;
  /** Ids by name, as `matchName` has it. */
  ids: ReadonlyMap<string, readonly string[]>;
}

type Match = NonNullable<Plan['match']>;

/** A value of a field as it is compared with others. */
export const matchName = ({ field }: Match, text: string): string =>
  kindOf(field).family === 'text' ? folded(text) : text;

/** A value as it is looked for; undefined for none. */
export const matchText = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : typeof value === 'string' ? value : JSON.stringify(value);

/** Kinds whose cells name something that must be looked up first. */
const NAMING = new Set(['link', 'links', 'user', 'users']);

/**
 * Finds the records that rows are about by a field without an index: there every question reads all records of the
 * type. So it is asked for thousands of rows at once; for each batch, only those records are looked at again, and those
 * that were written since, be it by this import or by people.
 */
@Injectable()
export class ImportMatchAhead {
  constructor(private readonly names: ImportNameStore) {}

  /** Records whose field is one of the texts. */
  async find(
    run: ImportRun,
    match: Match,
    wanted: string[],
    { upcoming, reading }: { upcoming?: Upcoming; reading: Reading },
    db: Queryable,
  ): Promise<FoundByName[]> {
    if (wanted.length === 0) return [];
    const { field } = match;
    const seen = run.access.where(match.then === 'update' ? 'update' : 'read');
    const asked = { entityType: run.type.key, field, seen };
    const indexed = field.indexed === true && kindOf(field).family === 'text';
    if (!upcoming || indexed || NAMING.has(field.kind)) return this.names.records(db, asked, wanted);
    const { snapshot, ids } = await upcoming.once(async () => {
      const before = await this.names.snapshot(db);
      const texts = new Set(upcoming.texts.flatMap((text) => matchText(readCell(match.column, text, reading)) ?? []));
      return { snapshot: before, ids: idsByName(match, await this.names.records(db, asked, [...texts])) };
    });
    const written = await this.names.writtenSince(db, run.type.key, snapshot);
    const among = new Set([...wanted.flatMap((text) => ids.get(matchName(match, text)) ?? []), ...written]);
    return among.size === 0 ? [] : this.names.records(db, { ...asked, among: [...among] }, wanted);
  }
}

/** @returns ids of records by what they are called */
export function idsByName(match: Match, found: FoundByName[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { key, id } of found) {
    const name = matchName(match, key);
    const held = ids.get(name);
    if (!held) ids.set(name, [id]);
    else if (!held.includes(id)) held.push(id);
  }
  return ids;
}
