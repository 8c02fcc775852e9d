/** Numbers that come one by one, of which there may be millions. */
export class Numbers {
  private values = new Float64Array(64);
  count = 0;

  add(value: number): void {
    if (this.count === this.values.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count] = value;
    this.count += 1;
  }

  /**
   * Linear between closest ranks, as `percentile_cont` has it, to the last digit; null of nothing. Numbers change places.
   *
   * @param share 0 to 1
   */
  percentile(share: number): number | null {
    if (this.count === 0) return null;
    const values = this.values.subarray(0, this.count);
    const at = share * (this.count - 1);
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
