import type { Column } from './packed-column.ts';

/** Bytes of columns that a process holds: far less than what their texts and their garbage take on the way. */
const ROOM = 32 * 1024 * 1024;

/** What was not used for so many milliseconds gives way to what is. */
const IDLE = 60_000;

/**
 * Columns read last, as far as there is room. Who goes over more than there is room for finds at least a part of it
 * again: what is in use does not give way.
 */
export class HeldColumns {
  private readonly columns = new Map<string, { column: Column; size: number; used: number }>();
  private size = 0;

  get(key: string): Column | undefined {
    const held = this.columns.get(key);
    if (!held) return undefined;
    held.used = performance.now();
    this.columns.delete(key);
    this.columns.set(key, held);
    return held.column;
  }

  put(key: string, column: Column): void {
    const { codes, numbers, counts } = column;
    const size = codes.byteLength + numbers.byteLength + (counts?.byteLength ?? 0);
    const now = performance.now();
    for (const [oldest, held] of this.columns) {
      if (this.size + size <= ROOM || now - held.used < IDLE) break;
      this.columns.delete(oldest);
      this.size -= held.size;
    }
    if (this.size + size > ROOM || this.columns.has(key)) return;
    this.columns.set(key, { column, size, used: now });
    this.size += size;
  }
}
