import type { ConditionGroup } from '../conditions/condition.ts';
import type { JsonValue } from '../fields/field.ts';

/** Parameters of each kind live in the kind's own file under `rules/triggers` and `rules/steps`. */
export interface Trigger {
  kind: string;
  [parameter: string]: JsonValue | undefined;
}

export interface Step {
  /** Unique within the rule. */
  id: string;
  kind: string;
  [parameter: string]: unknown;
}

export interface Rule {
  key: string;
  name: string;
  /** For those who maintain it. */
  description?: string;
  enabled: boolean;
  trigger: Trigger;
  when?: ConditionGroup;
  steps: Step[];
}
