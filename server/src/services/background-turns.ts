import { Injectable } from '@nestjs/common';
import { Turns } from '../store/turns.ts';

/** Batches of background work that a process has in hand at once. */
const AT_ONCE = 2;

/**
 * Lets batches of rules, imports and bulk changes of a process go one after the other, two at a time: more would keep
 * every core, of the server and of the database, from people's own clicks.
 */
@Injectable()
export class BackgroundTurns extends Turns {
  constructor() {
    super(AT_ONCE);
  }
}
