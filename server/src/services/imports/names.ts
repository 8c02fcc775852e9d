import type { Where } from '../../store/where.ts';
import { folded, type LinkBy } from './plan.ts';

/** What a name was found to be. */
export type Named = { id: string } | { problem: string };

/** Names remembered at most: a file that names more asks the database again. */
const MOST = 200_000;

/** Ids by name, as far as they are known: records of one type by one field, or people. */
export class Names {
  private readonly known = new Map<string, Named>();

  get(text: string): Named | undefined {
    return this.known.get(folded(text));
  }

  set(text: string, named: Named): void {
    if (this.known.size >= MOST) this.known.clear();
    this.known.set(folded(text), named);
  }

  /** Those of the texts that have not been looked up, each once. */
  unknown(texts: Iterable<string>): string[] {
    const wanted = new Map<string, string>();
    for (const text of texts) {
      const key = folded(text);
      if (!this.known.has(key) && !wanted.has(key)) wanted.set(key, text.trim());
    }
    return [...wanted.values()];
  }

  /** What was to be made under this name was not made after all. */
  forget(text: string): void {
    this.known.delete(folded(text));
  }
}

/** Records of one type named by one field, within what the person may see. */
export interface LinkLookup {
  by: LinkBy;
  seen: Where | null;
  names: Names;
}

/** Keys of lookups: columns that name the same type by the same field share what they know. */
export const lookupKey = ({ target, field }: LinkBy): string => `${target.key} ${field?.key ?? ''}`;

/** The texts of a cell that may name something: the whole, and its parts where several may stand in it. */
export function namesIn(text: string, several: boolean): string[] {
  if (text === '') return [];
  const parts = several ? text.split(/[;,、，；|\n]/).map((part) => part.trim()) : [];
  return [text, ...parts.filter((part) => part !== '' && part !== text)];
}
