/** The time that server and workers go by: the machine's, moved by `ETAPA_NOW_OFFSET`. */
export class Clock {
  /** @param offset milliseconds added to the machine's time; may be negative */
  constructor(private readonly offset = 0) {}

  now(): Date {
    return new Date(Date.now() + this.offset);
  }
}
