import { useCallback, useState } from 'react';
import { useMe } from './session.ts';

const PREFIX = 'etapa:draft:';
/** Drafts kept at most: the oldest go first. */
const MOST = 50;

/**
 * Something being written that outlives the page: closed, reloaded or without a line, it is there again, for who wrote
 * it alone.
 *
 * @param name what is written, and where
 * @returns what is written so far, and how to change it; null forgets it
 */
export function useDraft<Draft>(name: string, empty: Draft): [Draft, (next: Draft | null) => void] {
  const place = `${useMe().user.id} ${name}`;
  const [draft, setDraft] = useState<Draft>(() => read(place) ?? empty);
  const put = useCallback(
    (next: Draft | null) => {
      setDraft(next ?? empty);
      write(place, next);
    },
    [place, empty],
  );
  return [draft, put];
}

function read<Draft>(name: string): Draft | null {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? null : (JSON.parse(kept) as { draft: Draft }).draft;
  } catch {
    return null;
  }
}

function write(name: string, draft: unknown): void {
  try {
    if (draft === null) {
      localStorage.removeItem(PREFIX + name);
      return;
    }
    localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), draft }));
    const kept = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    if (kept.length <= MOST) return;
    const age = (key: string) => (JSON.parse(localStorage.getItem(key) ?? '{}') as { at?: number }).at ?? 0;
    const oldest = kept.toSorted((a, b) => age(a) - age(b))[0];
    if (oldest) localStorage.removeItem(oldest);
  } catch {
    // A browser without room or right to keep things: the draft lives as long as the page.
  }
}
