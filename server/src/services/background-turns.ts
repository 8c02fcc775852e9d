import { Injectable } from '@nestjs/common';
import { Turns } from '../store/turns.ts';
import { PeopleAtWork } from './people-at-work.ts';

/** Batches of background work that a process has in hand at once. */
const AT_ONCE = 2;
/** Milliseconds that a batch gives way to people at most: under a steady crowd, background work goes on all the same. */
const PATIENCE = 100;

/**
 * Lets batches of rules, imports and bulk changes of a process go one after the other, two at a time, each begun when
 * nobody waits for an answer: more would keep every core, of the server and of the database, from people's own clicks.
 */
@Injectable()
export class BackgroundTurns {
  private readonly turns = new Turns(AT_ONCE);

  constructor(private readonly people: PeopleAtWork) {}

  /** Runs `work` when its turn has come. @returns what it gives */
  take<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.take(async () => {
      await this.people.gap(PATIENCE);
      return work();
    });
  }
}
