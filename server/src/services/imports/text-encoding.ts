import { isUtf8 } from 'node:buffer';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'euc-jp', 'windows-1251', 'windows-1252'] as const;
export type TextEncoding = (typeof ENCODINGS)[number];

/** Other names people give them. */
const ALIASES: { [name: string]: TextEncoding } = {
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  cp932: 'shift_jis',
  'shift-jis': 'shift_jis',
  shiftjis: 'shift_jis',
  sjis: 'shift_jis',
  'windows-31j': 'shift_jis',
  ms932: 'shift_jis',
  eucjp: 'euc-jp',
  euc_jp: 'euc-jp',
  ujis: 'euc-jp',
  cp1251: 'windows-1251',
  win1251: 'windows-1251',
  cp1252: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
};

/** The encoding a name stands for, whatever its case; undefined when it is not one we read. */
export function encodingNamed(name: string): TextEncoding | undefined {
  const lower = name.trim().toLowerCase();
  return ENCODINGS.find((encoding) => encoding === lower) ?? ALIASES[lower];
}

/** Bytes looked at to tell one legacy encoding from another. */
const SAMPLE = 64 * 1024;

/** Finds out how a file is encoded while its chunks pass by. */
export class EncodingGuess {
  private start = Buffer.alloc(0);
  /** Bytes from the first that is not ASCII. */
  private sample = Buffer.alloc(0);
  private rest = Buffer.alloc(0);
  private utf8 = true;

  push(chunk: Buffer): void {
    if (this.start.length < 4096) this.start = Buffer.concat([this.start, chunk.subarray(0, 4096)]);
    if (this.sample.length < SAMPLE) {
      const from = this.sample.length > 0 ? 0 : chunk.findIndex((byte) => byte >= 0x80);
      if (from >= 0) this.sample = Buffer.concat([this.sample, chunk.subarray(from, from + SAMPLE)]);
    }
    if (!this.utf8) return;
    const bytes = Buffer.concat([this.rest, chunk]);
    const whole = bytes.length - unfinished(bytes);
    this.utf8 = isUtf8(bytes.subarray(0, whole));
    this.rest = bytes.subarray(whole);
  }

  result(): TextEncoding {
    const [a, b] = this.start;
    if (a === 0xff && b === 0xfe) return 'utf-16le';
    if (a === 0xfe && b === 0xff) return 'utf-16be';
    const wide = wideOrder(this.start);
    if (wide) return wide;
    if (this.utf8 && this.rest.length === 0) return 'utf-8';
    return legacy(this.sample);
  }
}

/** Bytes at the end that begin a UTF-8 character without ending it. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** UTF-16 without a mark: separators and line ends give every second byte a zero. */
function wideOrder(bytes: Buffer): TextEncoding | undefined {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) i % 2 === 0 ? even++ : odd++;
  if (even + odd < Math.max(2, bytes.length / 20)) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/**
 * Shift_JIS, EUC-JP, Windows-1251 or Windows-1252, by what the bytes would be in each: Japanese text is full of characters
 * whose first byte is 0x81 to 0x98 (kana, common kanji), Cyrillic words are runs of bytes from 0xC0 up, and a lone
 * such byte among Latin letters is an accented one.
 */
function legacy(bytes: Buffer): TextEncoding {
  let japanese = 0;
  let broken = 0;
  let runs = 0;
  let alone = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) continue;
    if ((byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc)) {
      const next = bytes[i + 1];
      if (next === undefined) break;
      if (next < 0x40 || next === 0x7f || next > 0xfc) broken++;
      else {
        if (byte <= 0x98) japanese += 2;
        i++;
      }
    }
  }
  for (let i = 0; i < bytes.length; i++) {
    if (!cyrillic(bytes[i])) continue;
    if (cyrillic(bytes[i - 1]) || cyrillic(bytes[i + 1])) runs++;
    else if (latin(bytes[i - 1]) || latin(bytes[i + 1])) alone++;
  }
  const high = bytes.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
  if (broken <= high / 100 && japanese > high / 2) return 'shift_jis';
  if (isEucJp(bytes)) return 'euc-jp';
  return alone > runs ? 'windows-1252' : 'windows-1251';
}

/** Pairs of bytes from 0xA1 up, not a few of them kana, which begin with 0xA4 or 0xA5: no Cyrillic words are like that. */
function isEucJp(bytes: Buffer): boolean {
  let pairs = 0;
  let kana = 0;
  for (let i = 0; i < bytes.length - 1; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) continue;
    // Half-width kana and the rarer kanji have a byte before them that says so.
    if (byte === 0x8e || byte === 0x8f) continue;
    const next = bytes[i + 1] as number;
    if (byte < 0xa1 || byte === 0xff || next < 0xa1 || next === 0xff) return false;
    pairs++;
    if (byte === 0xa4 || byte === 0xa5) kana++;
    i++;
  }
  return kana > pairs / 20;
}

/** А to я, and ё і ї є ґ in both cases. */
const cyrillic = (byte: number | undefined): boolean =>
  byte !== undefined && (byte >= 0xc0 || [0xa8, 0xb8, 0xb2, 0xb3, 0xaf, 0xbf, 0xaa, 0xba, 0xa5, 0xb4].includes(byte));

const latin = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
