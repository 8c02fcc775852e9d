import { AsyncLocalStorage } from 'node:async_hooks';
import type { Queryable } from './queryable.ts';

/**
 * What the request at hand adds to each transaction it makes, just before the commit: how an idempotency key is kept
 * together with the effect it stands for. It gets what the transaction's work returned.
 */
export const beforeCommit = new AsyncLocalStorage<(tx: Queryable, result: unknown) => Promise<void>>();
