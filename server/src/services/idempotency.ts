import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { beforeCommit } from '../store/before-commit.ts';
import { Database } from '../store/database.ts';
import { IdempotencyKeyStore } from '../store/idempotency-keys.ts';
import { refused } from './refusal-error.ts';

const DAY = 86_400_000;
/** Most keys between two removals of old ones. */
const SWEEP_EVERY = 1000;
/** How often, and with what pauses in milliseconds, an answer is looked for that is not there yet. */
const LOOKS = 40;
const PAUSE = 25;

/** A write that came with an `Idempotency-Key`. */
export interface KeyedRequest {
  userId: string;
  key: string;
  /** Method, address and body: what must be the same when the key comes again. */
  content: string;
  /** The status of success. */
  status: number;
  /** Whether a value is what the call answers, by its schema. */
  isAnswer: (value: unknown) => boolean;
  /** The answer is told once and kept nowhere, such as a token: a repetition is a `conflict`. */
  isSecret: boolean;
}

/** What the caller is answered, where the transaction returned it as such or under `answer`. */
function answerIn(result: unknown, isAnswer: (value: unknown) => boolean): unknown {
  if (typeof result === 'object' && result !== null && 'answer' in result && isAnswer(result.answer)) {
    return result.answer;
  }
  return isAnswer(result) ? result : null;
}

/** Someone else kept the same key first: this transaction is undone. */
class KeyTaken extends Error {}

/**
 * Answers a repeated write with the first result, for 24 hours.
 *
 * The key is kept in the transaction that has the effect, so a crash leaves both or neither; of two at once the second
 * waits for the first, is undone and gets the first's answer. The answer itself is added right after the commit. When
 * the process dies in between, what the transaction returned is answered where it is of the call's shape or holds that
 * as `answer`, and otherwise `conflict`, saying that it was carried out: never a second effect. A refused write keeps no key: it had no effect, and
 * is judged anew.
 */
@Injectable()
export class IdempotencyService {
  private sinceSweep = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: IdempotencyKeyStore,
  ) {}

  /**
   * Runs `work`, or answers what it answered before.
   * @throws RefusalError `idempotency_key_reused` when the key came with another request
   */
  async run<T>(request: KeyedRequest, work: () => Promise<T>): Promise<T> {
    const fingerprint = createHash('sha256').update(request.content).digest();
    const before = await this.earlier(request, fingerprint);
    if (before) return before.answer as T;
    const { userId, key } = request;
    const now = this.clock.now();
    const since = new Date(now.getTime() - DAY);
    let kept = false;
    try {
      const answer = await beforeCommit.run(
        async (tx, result) => {
          if (kept) return;
          const body = request.isSecret ? null : answerIn(result, request.isAnswer);
          if (!(await this.store.insert(tx, { userId, key, fingerprint, body, now, since }))) throw new KeyTaken();
          kept = true;
        },
        () => work(),
      );
      if (!kept) await this.store.insert(this.database, { userId, key, fingerprint, body: null, now, since });
      if (!request.isSecret) await this.store.complete(this.database, userId, key, request.status, answer);
      await this.sweep(since);
      return answer;
    } catch (error) {
      if (!(error instanceof KeyTaken)) throw error;
      const first = await this.earlier(request, fingerprint);
      if (!first) throw refused('conflict', 'The same request is being carried out at this moment. Try again.');
      return first.answer as T;
    }
  }

  private async earlier(
    { userId, key, isAnswer }: KeyedRequest,
    fingerprint: Buffer,
  ): Promise<{ answer: unknown } | null> {
    const since = new Date(this.clock.now().getTime() - DAY);
    for (let look = 1; ; look++) {
      const found = await this.store.find(this.database, userId, key, since);
      if (!found) return null;
      if (!found.fingerprint.equals(fingerprint)) {
        throw refused('idempotency_key_reused', 'This Idempotency-Key came before with a different request.');
      }
      if (found.status !== null || isAnswer(found.body)) return { answer: found.body };
      // The first request is about to add its answer, unless its process died.
      if (look === LOOKS) throw refused('conflict', 'This request was carried out, but its answer is not known.');
      await setTimeout(PAUSE);
    }
  }

  private async sweep(since: Date): Promise<void> {
    if (++this.sinceSweep < SWEEP_EVERY) return;
    this.sinceSweep = 0;
    await this.store.removeOlder(this.database, since);
  }
}
