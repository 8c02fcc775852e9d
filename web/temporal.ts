import type { Temporal as Polyfill } from 'temporal-polyfill';

/**
 * Stands for `temporal-polyfill` in the browser: what browsers bring themselves by now need not be sent to them. Where
 * one does not, `main.tsx` has fetched the polyfill before the first screen is.
 */
export const Temporal = (globalThis as unknown as { Temporal: typeof Polyfill }).Temporal;
