import type { Caller } from '@etapa/shared/access/caller';
import type { Actor, Cause } from '@etapa/shared/process/record';
import { newId } from '../store/ids.ts';

/** Who changes records and why: what every write carries into its events. */
export interface Doer {
  /** Whose rights bind the change; null for rules and the system, who have the rights of the process. */
  caller: Caller | null;
  actor: Actor;
  cause: Cause;
}

/** A signed-in person acting by themselves. */
export function doerOf(caller: Caller): Doer {
  return { caller, actor: { kind: 'user', id: caller.id }, cause: { correlation: newId(), depth: 0 } };
}
