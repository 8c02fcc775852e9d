import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { likeText } from './like-text.ts';
import { pairsOf, plainLatin, plainWords, searchable } from './search-spelling.ts';
import { bind } from './where.ts';

/** Most text kept for search, of a record and of one field, in UTF-16 units: what a trigram index takes lightly. */
const LONGEST = 4_000;
const LONGEST_PART = 1_000;
/** Pairs of letters, and words in plain letters, kept with it at most. */
const MOST_PAIRS = 500;
const MOST_PLAIN = 100;

/** How the words of a search are found in searchable texts. */
export interface SearchWords {
  /** Of a text that was kept with `searchText`: by its index. */
  kept(text: string, params: unknown[]): string;
  /** Of any other. */
  plain(text: string, params: unknown[]): string;
}

/** Scripts without spaces between words. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}ー々〆]+$/u;
const MOST_WORDS = 10;

/**
 * Texts that hold every word of `q`, in any order, whatever their case, with or without the marks of its letters. A word of one or two letters of an alphabet is
 * looked for where words begin: everything holds it somewhere.
 */
export function searchWords(q: string): SearchWords {
  const words = [
    ...new Set(
      searchable(q)
        .split(/\s+/)
        .filter((word) => word !== ''),
    ),
  ].slice(0, MOST_WORDS);
  const every = (terms: string[]): string => (terms.length === 0 ? 'true' : terms.join(' AND '));
  const anyForm = (term: (word: string) => string): string =>
    every(
      words.map((word) => {
        const bare = plainLatin(word);
        return bare === word ? term(word) : `(${term(word)} OR ${term(bare)})`;
      }),
    );
  return {
    plain: (text, params) => anyForm((word) => `${text} LIKE ${bind(params, likeText(word))}`),
    kept: (text, params) =>
      anyForm((word) => {
        const length = [...word].length;
        if (length > 2) return `${text} LIKE ${bind(params, likeText(word))}`;
        if (UNSPACED.test(word)) return `${text} LIKE ${bind(params, length === 2 ? `% ${word} %` : `%${word}%`)}`;
        if (!/^[\p{L}\p{N}]+$/u.test(word)) return `${text} LIKE ${bind(params, likeText(word))}`;
        const begins = bind(params, `(^|[^[:alnum:]])${word}`);
        if (!/^[a-z\d]{2}$/.test(word)) return `${text} ~ ${begins}`;
        // Two of its three trigrams are in every word that begins with it: more than the default share of 0.6. The
        // expression has too few for the index, which would propose every record; `|| ''` keeps it from being asked.
        return `(${bind(params, word)}::text <% ${text} AND ${text} || '' ~ ${begins})`;
      }),
  };
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
  const written = cut([...lines].join('\n'), LONGEST);
  const bare = plainWords(written).slice(0, MOST_PLAIN);
  const texts = bare.length === 0 ? written : `${written}\n${bare.join(' ')}`;
  const pairs = pairsOf(texts).slice(0, MOST_PAIRS);
  return pairs.length === 0 ? texts : `${texts}\n ${pairs.join(' ')} `;
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
