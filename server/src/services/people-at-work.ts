import { Injectable } from '@nestjs/common';
import { givingWay } from '../store/giving-way.ts';

/** A request that takes longer waits for something else than this machine, or gives something that takes long anyway. */
const LONGEST = 250;

/** Milliseconds that a batch gives way at most, all in all: under a steady crowd, background work goes on all the same. */
const PATIENCE = 100;

/** Milliseconds after an answer for which somebody is still thought to be at work: the next click is near. */
const LINGERING = 1_000;

/** Who waits for an answer of this process right now. Background work does what it does in the gaps. */
@Injectable()
export class PeopleAtWork {
  private asking = 0;
  private lastAsked = Number.NEGATIVE_INFINITY;
  private readonly waiting = new Set<() => void>();

  /** Somebody asks. @returns to be called when the answer is out; after a quarter of a second it is no longer waited for */
  began(): () => void {
    let open = true;
    this.asking += 1;
    this.lastAsked = performance.now();
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

  /** Whether somebody waits for an answer, or has asked a moment ago. */
  get any(): boolean {
    return this.asking > 0 || performance.now() - this.lastAsked < LINGERING;
  }

  /** Runs a batch of background work that begins, as each of its statements, when nobody waits for an answer. @returns what it gives */
  first<T>(work: () => Promise<T>): Promise<T> {
    let patience = PATIENCE;
    const gap = () => {
      if (this.asking === 0 || patience <= 0) return undefined;
      const began = performance.now();
      return this.gap(patience).finally(() => {
        patience -= performance.now() - began;
      });
    };
    return givingWay.run(gap, async () => {
      await gap();
      return work();
    });
  }

  /** Resolves when nobody waits for an answer. @param most milliseconds after which it resolves all the same */
  private gap(most: number): Promise<void> {
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
