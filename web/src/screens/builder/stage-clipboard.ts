import { isStageCopy, type StageCopy } from '@etapa/shared/definition/stage-copy';

const KEY = 'etapa.stages';

/** Keeps copied stages for any process opened in this browser, in this tab or another. */
export function keepCopy(copy: StageCopy): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(copy));
  } catch {
    // Where nothing may be stored, nothing can be pasted.
  }
}

/** What was copied last; null where that was nothing, or no stages. */
export function keptCopy(): StageCopy | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isStageCopy(kept) ? kept : null;
  } catch {
    return null;
  }
}
