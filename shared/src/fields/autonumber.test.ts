import { autonumberText } from './autonumber.ts';

it.each([
  ['TKP-{0000}', 42, 'TKP-0042'],
  ['TKP-{0000}', 123456, 'TKP-123456'],
  ['{00}/24', 7, '07/24'],
  ['A', 7, 'A7'],
  [undefined, 7, '7'],
])('a format %s gives number %d the text %s', (format, count, text) => {
  expect(autonumberText({ key: 'n', label: 'N', kind: 'autonumber', format }, count)).toBe(text);
});
