const BLOCK = 4_096;

/** Blocks that are used again: made anew for each report, they would be most of the garbage there is. 16 MB at most. */
const SPARE: Float64Array[] = [];
const SPARES = 512;

/** The percentile of several lists of numbers together; they stay as they are. */
export function together(lists: readonly Numbers[], share: number): number | null {
  const values = new Float64Array(lists.reduce((sum, { count }) => sum + count, 0));
  let from = 0;
  for (const list of lists) from = list.copyTo(values, from);
  return percentile(values, share);
}

/** Numbers that come one by one, of which there may be millions. */
export class Numbers {
  private readonly blocks: Float64Array[] = [];
  private block: Float64Array = new Float64Array(0);
  count = 0;

  add(value: number): void {
    const at = this.count % BLOCK;
    if (at === 0) {
      this.block = SPARE.pop() ?? new Float64Array(BLOCK);
      this.blocks.push(this.block);
    }
    this.block[at] = value;
    this.count += 1;
  }

  /** @returns the place after the last */
  copyTo(values: Float64Array, from: number): number {
    for (const [at, block] of this.blocks.entries()) {
      values.set(block.subarray(0, Math.min(BLOCK, this.count - at * BLOCK)), from + at * BLOCK);
    }
    return from + this.count;
  }

  /**
   * Linear between closest ranks, as `percentile_cont` has it, to the last digit; null of nothing. To be asked once.
   *
   * @param shares 0 to 1
   */
  percentiles(...shares: number[]): (number | null)[] {
    const values = new Float64Array(this.count);
    this.copyTo(values, 0);
    SPARE.push(...this.blocks.splice(0, SPARES - SPARE.length));
    this.count = 0;
    return shares.map((share) => percentile(values, share));
  }
}

function percentile(values: Float64Array, share: number): number | null {
  if (values.length === 0) return null;
  const at = share * (values.length - 1);
  const below = select(values, Math.floor(at));
  if (Math.ceil(at) === Math.floor(at)) return below;
  // What is not before that place is behind it: the next one is the least of those.
  let above = Number.POSITIVE_INFINITY;
  for (let place = Math.ceil(at); place < values.length; place += 1) {
    const value = values[place] ?? 0;
    if (value < above) above = value;
  }
  return below + (at - Math.floor(at)) * (above - below);
}

/** The value at a place in order, by Hoare: all before it are brought before it, all after it behind it. */
function select(values: Float64Array, place: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = middleOf(values[low] ?? 0, values[(low + high) >> 1] ?? 0, values[high] ?? 0);
    let [left, right] = [low, high];
    while (left <= right) {
      let one = values[left] ?? 0;
      while (one < pivot) {
        left += 1;
        one = values[left] ?? 0;
      }
      let other = values[right] ?? 0;
      while (other > pivot) {
        right -= 1;
        other = values[right] ?? 0;
      }
      if (left > right) break;
      values[left] = other;
      values[right] = one;
      left += 1;
      right -= 1;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return values[place] ?? Number.NaN;
}

const middleOf = (one: number, other: number, third: number): number =>
  Math.max(Math.min(one, other), Math.min(Math.max(one, other), third));
