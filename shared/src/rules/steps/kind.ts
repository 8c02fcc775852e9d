import type { ConditionContext, ConditionSchema } from '../../conditions/context.ts';
import type { EntityType } from '../../definition/entity-type.ts';
import type { Fault } from '../../fields/fault.ts';
import type { Doc, FieldSettings, JsonValue } from '../../fields/field.ts';
import type { Wanted } from '../../formulas/check.ts';
import type { TextSettings } from '../../formulas/texts.ts';
import type { LinkedRecord } from '../../process/command.ts';
import type { RecordState } from '../../process/record.ts';
import type { Plan } from '../effect.ts';
import type { Parameters } from '../parameter.ts';
import type { Step } from '../rule.ts';

/** A value that a step was given, with its formulas run. */
export type Given<T> = { ok: true; value: T } | { ok: false; reason: string };

/** What a value is to become. */
export interface Into {
  /** The document it goes into, where the field's currency may stand; the record's own where absent. */
  doc?: Doc;
  /** A formula that only hands on what stands somewhere may come to nothing. */
  copies?: boolean;
}

/** What a step may know when it is planned. */
export interface Planning {
  definition: EntityType;
  /** Another entity type by key. */
  typeOf(entityType: string): EntityType | undefined;
  record: RecordState;
  /** A linked record by id. */
  linked(recordId: string): LinkedRecord | undefined;
  /** ISO 8601 in UTC. */
  now: string;
  /** IANA name: where dates are days. */
  timeZone: string;
  /** ISO 4217: of money whose field names none. */
  currency: string;
  conditions: ConditionContext;
  /** A parameter as it is, or what its formula gives: JSON, with dates as ISO texts; null for nothing. */
  value(parameter: unknown): Given<JsonValue>;
  /** The same as a field stores it: rounded to its scale, in its kind. A formula must not come to nothing by itself. */
  valueFor(parameter: unknown, field: FieldSettings, into?: Into): Given<JsonValue>;
  /** A text with its `{{ }}` filled in. */
  text(template: unknown, settings?: Omit<TextSettings, 'locale'>): Given<string>;
}

/** What the check of a step may know. */
export interface StepCheck {
  definition: EntityType;
  /** Another entity type by key. */
  typeOf(entityType: string): EntityType | undefined;
  /** Faults of a formula; of its result too, where it is for a field or has to be something. */
  formula(text: string, path: string, result?: Pick<FieldSettings, 'kind'> | Wanted): Fault[];
  /** Faults of a text with `{{ }}`. */
  text(text: string, path: string): Fault[];
  /** Faults of a condition: on the record and its event, or on another type's records. */
  condition(condition: unknown, path: string, type?: ConditionSchema): Fault[];
  /** Faults of a trigger that a step waits for. */
  trigger(trigger: unknown, path: string): Fault[];
}

/** One kind of step: what it is set up with, and what it comes to on a record. */
export interface StepKind {
  readonly kind: string;
  /** Besides `id` and `kind`. */
  readonly parameters: Parameters;
  /** Parameters that hold steps of their own. */
  readonly branches?: readonly string[];
  /** What the step comes to has members of these names: others are not found under `steps.<id>`. Absent: any may be. */
  readonly gives?: readonly string[];
  /** The parameter that gives what the step came to a further name, `steps.<name>`. */
  readonly names?: string;
  /** Faults beyond the schema. @param path JSON Pointer of the step */
  check(step: Step, about: StepCheck, path: string): Fault[];
  plan(step: Step, planning: Planning): Plan;
}
