/** How files begin that people take for tables by their names: pictures, PDF, archives, programs, sound. */
const BEGINNINGS = [
  ...['89504e47', 'ffd8ff', '474946383', '25504446', '52494646', '49492a00', '4d4d002a', '00000100'],
  ...['1f8b', '377abcaf', '52617221', '7f454c46', '4d5a90', '494433', '0000001866747970', '0000002066747970'],
];
/** Bytes looked at, and signs of control among them that no text has. */
const LOOKED_AT = 4096;
const MOST_CONTROL = 0.01;
/** Zeros of UTF-16 stand on one side, few (一 is one) on the other: this share of them at most. */
const OTHER_SIDE = 0.25;
/** Without its mark, UTF-16 has at least so many of them: separators and line ends. */
const LEAST_ZEROS = 0.05;

/** Whether the first bytes of a file are those of neither a text nor a workbook, whatever it is called. */
export function isNoTable(first: Buffer): boolean {
  const start = first.subarray(0, LOOKED_AT);
  const hex = start.subarray(0, 8).toString('hex');
  if (BEGINNINGS.some((each) => hex.startsWith(each))) return true;
  if (hex.startsWith('fffe') || hex.startsWith('feff')) return false;
  const zeros = [0, 0];
  let control = 0;
  for (const [at, byte] of start.entries()) {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
    else if (byte < 0x20 && ![0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b].includes(byte)) control++;
  }
  const [few = 0, many = 0] = zeros.sort((a, b) => a - b);
  // In UTF-16 any byte may stand for half a character.
  if (few + many >= start.length * LEAST_ZEROS && few + many > 0) return few > many * OTHER_SIDE;
  return control + few + many > start.length * MOST_CONTROL;
}
