import type { EntityType } from '../../definition/entity-type.ts';
import type { Fault } from '../../fields/fault.ts';
import type { PastEvent } from '../event.ts';
import type { Parameters } from '../parameter.ts';
import type { Trigger } from '../rule.ts';

/** One kind of trigger: what it is set up with and which events set it off. */
export interface TriggerKind {
  readonly kind: string;
  /** Besides `kind`. */
  readonly parameters: Parameters;
  /** Time sets it off and no event: no step can wait for it, and nothing has changed. */
  readonly byTime?: true;
  /** It is for its own rule alone: no step can wait for it. */
  readonly ownRule?: true;
  /** Faults beyond the schema, such as a stage that does not exist. @param path JSON Pointer of the trigger */
  check(trigger: Trigger, definition: EntityType, path: string): Fault[];
  /** Whether an event of a record sets it off. */
  matches(trigger: Trigger, event: PastEvent): boolean;
}

/** Keys of a list parameter that was checked when the rule was saved. */
export const keysOf = (trigger: Trigger, name: string): readonly string[] | undefined => {
  const value = trigger[name];
  return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : undefined;
};

export const KEYS = { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 500, uniqueItems: true };
