import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState } from '@etapa/shared/process/record';

const SEARCHED = new Set(['text', 'longText', 'email', 'phone', 'url', 'autonumber']);

/** Longest text kept for search, in characters: what lies beyond is not found by `q`. */
const LONGEST = 20_000;

/** One spelling for search: compatibility forms folded (ﾃｽﾄ, ＡＢＣ), lower case. The same for text and query. */
export function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** What `q` looks through: number, title and every text of the record, one per line. */
export function searchText(definition: EntityType, record: Pick<RecordState, 'title' | 'doc'>): string {
  const parts = [record.title];
  for (const { key, kind } of definition.fields) {
    const value = record.doc[key];
    if (typeof value === 'string' && SEARCHED.has(kind) && key !== definition.titleField) parts.push(value);
  }
  return searchable(parts.join('\n')).slice(0, LONGEST);
}

/** A pattern for LIKE that finds `q` anywhere; its own wildcards lose their meaning. */
export function containing(q: string): string {
  return `%${searchable(q.trim()).replace(/[\\%_]/g, '\\$&')}%`;
}
