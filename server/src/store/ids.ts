import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Random bytes of one identifier, and of those that are asked of the kernel together. */
const RANDOM = 16;
const pool = new Uint8Array(RANDOM * 256);
let used = pool.length;

/** Of the identifier made last: when, in milliseconds since 1970, and its place among those of that millisecond. */
const last = { msecs: 0, seq: 0 };

/**
 * A new identifier: UUIDv7, so that ids sort by the time they were made, and those of one millisecond in the order they
 * were made in (RFC 9562, 6.2, method 1), as `uuid` does by itself; which asks for random bytes one id at a time.
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + RANDOM);
  used += RANDOM;
  const now = Date.now();
  if (now > last.msecs) {
    last.msecs = now;
    last.seq = new DataView(random.buffer, random.byteOffset).getInt32(6) & 0x7fffffff;
  } else {
    last.seq = (last.seq + 1) | 0;
    if (last.seq === 0) last.msecs++;
  }
  return v7({ random, msecs: last.msecs, seq: last.seq });
}

/** The lowest identifier that can have been made at a moment, in milliseconds since 1970. */
export function firstIdAt(milliseconds: number): string {
  const time = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7000-8000-000000000000`;
}
