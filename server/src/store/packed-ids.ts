const LENGTH = 16;

/** Ids one after the other, in order. */
export class PackedIds {
  readonly count: number;

  constructor(private readonly bytes: Buffer) {
    this.count = bytes.length / LENGTH;
  }

  static of(ids: string[]): PackedIds {
    return new PackedIds(Buffer.from(ids.join('').replaceAll('-', ''), 'hex'));
  }

  static from(base64: string): PackedIds {
    return new PackedIds(Buffer.from(base64, 'base64'));
  }

  toString(): string {
    return this.bytes.toString('base64');
  }

  list(): string[] {
    return Array.from({ length: this.count }, (_, at) => {
      const hex = this.bytes.toString('hex', at * LENGTH, (at + 1) * LENGTH);
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    });
  }

  /** The place of the first id that is not before this one. */
  placeOf(id: Buffer): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(middle, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls `found` with the place here of each id that is among the others, too. */
  meet(others: PackedIds, found: (place: number) => void): void {
    if (this.count === 0) return;
    let from = others.placeOf(this.bytes.subarray(0, LENGTH));
    const to = others.placeOf(this.bytes.subarray(-LENGTH));
    let at = 0;
    const few = (to - from) * 8 < this.count;
    for (; from <= to && from < others.count && at < this.count; from += 1) {
      const other = others.bytes.subarray(from * LENGTH, (from + 1) * LENGTH);
      if (few) at = this.placeOf(other);
      else while (at < this.count && this.compare(at, other) < 0) at += 1;
      if (at < this.count && this.compare(at, other) === 0) found(at);
    }
  }

  private compare(at: number, id: Buffer): number {
    return this.bytes.compare(id, 0, LENGTH, at * LENGTH, (at + 1) * LENGTH);
  }
}
