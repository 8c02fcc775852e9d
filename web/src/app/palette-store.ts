import { useSyncExternalStore } from 'react';

let asked = 0;
const listeners = new Set<() => void>();

/** Opens the palette, or closes it. */
export function askForPalette(): void {
  asked += 1;
  for (const listener of listeners) listener();
}

const listen = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** How often it has been asked for. */
export const usePaletteAsked = (): number => useSyncExternalStore(listen, () => asked);
