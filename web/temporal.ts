import type { Temporal as Polyfill } from 'temporal-polyfill';

/**
 * Stands for `temporal-polyfill` in the browser: what most browsers bring themselves by now is not sent to them. Where
 * one does not, whatever needs it waits until it is fetched.
 */
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');

export const Temporal = (globalThis as unknown as { Temporal: typeof Polyfill }).Temporal;
