import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';

/** Most text kept for search, of a record and of one field, in UTF-16 units: what a trigram index takes lightly. */
const LONGEST = 4_000;
const LONGEST_PART = 1_000;

/**
 * One spelling for search: compatibility forms folded (ﾃｽﾄ is テスト, ＡＢＣ is abc), lower case. What is stored and what
 * is asked for go through the same.
 */
export function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** A pattern for LIKE that finds `q` anywhere in searchable text; its own wildcards lose their meaning. */
export function containing(q: string): string {
  return `%${searchable(q.trim()).replace(/[\\%_]/g, '\\$&')}%`;
}

/** What `q` looks through besides the number: title, tags and every text, one per line; phones also as bare digits. */
export function searchText(
  definition: EntityType,
  record: { doc: Doc; title: string; tags?: readonly string[] },
): string {
  const parts = [record.title, ...(record.tags ?? [])];
  for (const field of definition.fields) {
    const value = record.doc[field.key];
    if (value !== undefined) parts.push(...textsOf(field, value));
  }
  const lines = new Set(parts.map((part) => searchable(cut(part, LONGEST_PART)).trim()));
  return cut([...lines].join('\n'), LONGEST);
}

/** Never between the two halves of a character, which PostgreSQL would refuse. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

function textsOf({ kind }: Field, value: JsonValue): string[] {
  switch (kind) {
    case 'text':
    case 'longText':
    case 'email':
    case 'url':
    case 'autonumber':
      return typeof value === 'string' ? [value] : [];
    case 'phone':
      return typeof value === 'string' ? [value, value.replace(/\D/g, '')] : [];
    case 'lines':
      return members(value, 'name');
    case 'checklist':
      return members(value, 'text');
    default:
      return [];
  }
}

function members(value: JsonValue, name: string): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((row) => {
    const member = row !== null && typeof row === 'object' && !Array.isArray(row) ? row[name] : undefined;
    return typeof member === 'string' ? [member] : [];
  });
}
