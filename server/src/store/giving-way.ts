import { AsyncLocalStorage } from 'node:async_hooks';

/** What the work at hand waits for before each of its statements, so that more urgent ones go first. */
export const givingWay = new AsyncLocalStorage<() => Promise<void> | undefined>();

/** @returns when the next statement of the work at hand may begin; nothing where it may at once */
export const mayBegin = (): Promise<void> | undefined => givingWay.getStore()?.();
