/** Characters of JSON kept in all. */
const ROOM = 8_000_000;

/** The answers put last, as many as there is room for. */
export class KeptAnswers<T> {
  private readonly answers = new Map<string, { answer: T; size: number }>();
  private size = 0;

  get(key: string): T | undefined {
    return this.answers.get(key)?.answer;
  }

  put(key: string, answer: T): void {
    this.drop(key);
    const size = key.length + JSON.stringify(answer).length;
    if (size > ROOM / 4) return;
    this.answers.set(key, { answer, size });
    this.size += size;
    for (const oldest of this.answers.keys()) {
      if (this.size <= ROOM) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    this.size -= this.answers.get(key)?.size ?? 0;
    this.answers.delete(key);
  }
}
