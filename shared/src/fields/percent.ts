import { decimalText, numeric } from './numeric.ts';

/** Per cent as people say them: 12.5 means 12.5 %. */
export const percent = numeric({
  kind: 'percent',
  type: 'number',
  scale: (field) => field.scale,
  settings: [{ key: 'scale', type: 'count' }],
  format: (_field, value, { locale }) => `${decimalText(value, locale)}\u00a0%`,
});
