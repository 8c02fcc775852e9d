import { numeric } from './numeric.ts';

/** A whole number. */
export const integer = numeric({ kind: 'integer', type: 'integer', scale: () => 0 });
