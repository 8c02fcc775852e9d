/** Above this a sum of doubles is no longer exact. */
const LARGEST = 2 ** 52;

/** An exact sum of whole numbers, each below 2^52. */
export class WholeSum {
  private small = 0;
  private large = 0n;
  count = 0;

  /** @param count how many numbers the value is the sum of */
  add(value: number, count = 1): void {
    this.count += count;
    this.small += value;
    if (this.small <= LARGEST && this.small >= -LARGEST) return;
    this.large += BigInt(this.small);
    this.small = 0;
  }

  addLarge(value: bigint): void {
    this.large += value;
  }

  /** As a decimal. @param digits of the number's fraction */
  text(digits: number): string {
    const sum = this.large + BigInt(this.small);
    const sign = sum < 0n ? '-' : '';
    const figures = String(sum < 0n ? -sum : sum).padStart(digits + 1, '0');
    if (digits === 0) return sign + figures;
    return `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
  }
}
