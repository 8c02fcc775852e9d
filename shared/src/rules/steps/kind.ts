import type { ConditionContext } from '../../conditions/context.ts';
import type { EntityType } from '../../definition/entity-type.ts';
import type { Fault } from '../../fields/fault.ts';
import type { FieldSettings, JsonValue } from '../../fields/field.ts';
import type { RecordState } from '../../process/record.ts';
import type { Plan } from '../effect.ts';
import type { Parameters } from '../parameter.ts';
import type { Step } from '../rule.ts';

/** A value that a step was given, with its formulas run. */
export type Given<T> = { ok: true; value: T } | { ok: false; reason: string };

/** What a step may know when it is planned. */
export interface Planning {
  definition: EntityType;
  record: RecordState;
  /** ISO 8601 in UTC. */
  now: string;
  /** IANA name: where dates are days. */
  timeZone: string;
  conditions: ConditionContext;
  /** A parameter as it is, or what its formula gives: JSON, with dates as ISO texts. */
  value(parameter: unknown): Given<JsonValue>;
  /** The same as a field stores it: rounded to its scale, in its kind; null for nothing. */
  valueFor(parameter: unknown, field: FieldSettings): Given<JsonValue>;
  /** A text with its `{{ }}` filled in. */
  text(template: unknown): Given<string>;
}

/** What the check of a step may know. */
export interface StepCheck {
  definition: EntityType;
  /** Faults of a formula; of its result too, where it is for a field. */
  formula(text: string, path: string, field?: FieldSettings): Fault[];
  /** Faults of a text with `{{ }}`. */
  text(text: string, path: string): Fault[];
  /** Faults of a condition. */
  condition(condition: unknown, path: string): Fault[];
}

/** One kind of step: what it is set up with, and what it comes to on a record. */
export interface StepKind {
  readonly kind: string;
  /** Besides `id` and `kind`. */
  readonly parameters: Parameters;
  /** Parameters that hold steps of their own. */
  readonly branches?: readonly string[];
  /** Faults beyond the schema. @param path JSON Pointer of the step */
  check(step: Step, about: StepCheck, path: string): Fault[];
  plan(step: Step, planning: Planning): Plan;
}
