import iconv from 'iconv-lite';

/** The text of an XML file, by its byte order mark, by how its first characters are laid out, or by what it says. */
export function xmlTextOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  if (first === 0x3c && second === 0) return decoded(bytes, 'utf-16le');
  if (first === 0 && second === 0x3c) return decoded(bytes, 'utf-16be');
  const said = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  // A file that can be read so far is not UTF-16, whatever it says.
  const known = said !== undefined && iconv.encodingExists(said) && !/^(utf|ucs)-?(16|32|2|4)/i.test(said);
  return decoded(bytes, known ? said : 'utf-8');
}

const decoded = (bytes: Buffer, encoding: string): string => iconv.decode(bytes, encoding).replace(/^\uFEFF/, '');
