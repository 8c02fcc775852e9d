import { Injectable } from '@nestjs/common';

/** A request that takes longer waits for something else than this machine, or gives something that takes long anyway. */
const LONGEST = 250;

/** Who waits for an answer of this process right now. Background work begins its batches in the gaps. */
@Injectable()
export class PeopleAtWork {
  private asking = 0;
  private readonly waiting = new Set<() => void>();

  /** Somebody asks. @returns to be called when the answer is out; after a quarter of a second it is no longer waited for */
  began(): () => void {
    let open = true;
    this.asking += 1;
    const ended = () => {
      if (!open) return;
      open = false;
      clearTimeout(timer);
      this.asking -= 1;
      if (this.asking === 0) this.letGo();
    };
    const timer = setTimeout(ended, LONGEST);
    timer.unref();
    return ended;
  }

  /** Resolves when nobody waits for an answer. @param most milliseconds after which it resolves all the same */
  gap(most: number): Promise<void> {
    if (this.asking === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        this.waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, most);
      this.waiting.add(go);
    });
  }

  private letGo(): void {
    for (const go of [...this.waiting]) go();
  }
}
