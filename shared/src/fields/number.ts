import { numeric } from './numeric.ts';

/** A number, with at most `scale` decimals where the field says so. */
export const number = numeric({
  kind: 'number',
  type: 'number',
  scale: (field) => field.scale,
  settings: [{ key: 'scale', type: 'count' }],
});
