/**
 * Lets work on the same thing run one after the other within this process. Work that would only overtake itself waits
 * here, without a connection in hand, instead of being tried again and again.
 */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  /** Runs `work` once everything that came before it for `key` has ended, well or badly. @returns what it gives */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key);
    const mine = before ? before.then(work) : work();
    const ended = mine.then(nothing, nothing);
    this.last.set(key, ended);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === ended) this.last.delete(key);
    }
  }
}

const nothing = (): void => undefined;
