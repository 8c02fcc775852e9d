import { Injectable } from '@nestjs/common';
import { Slots } from '../store/slots.ts';
import { PeopleAtWork } from './people-at-work.ts';

/** Batches of background work that a process has in hand at once, by itself and while people are at work. */
const AT_ONCE = 2;
const BESIDE_PEOPLE = 1;

/**
 * Lets batches of rules, imports and bulk changes of a process go one after the other, few at a time, each statement
 * begun when nobody waits for an answer: more would keep every core, of the server and of the database, from people's own clicks.
 */
@Injectable()
export class BackgroundTurns {
  private readonly turns = new Slots(AT_ONCE);
  private readonly oneAtOnce = new Slots(BESIDE_PEOPLE);

  constructor(private readonly people: PeopleAtWork) {}

  /** Whether people are at work, so that batches had better be small. */
  get besidePeople(): boolean {
    return this.people.any;
  }

  /** Runs `work` when its turn has come. @returns what it gives */
  take<T>(work: () => Promise<T>): Promise<T> {
    const begin = () => this.people.first(work);
    return this.turns.take(() => (this.people.any ? this.oneAtOnce.take(begin) : begin()));
  }
}
