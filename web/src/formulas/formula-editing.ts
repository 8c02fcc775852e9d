import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { InputSettings } from '../fields/view.ts';

/** A formula being typed. */
export interface FormulaEditing {
  /** The type whose records the formula is asked of, as it is being designed. */
  type: EntityType;
  /** The field that holds the result: what it holds is checked, and shown as it will be. */
  field?: Field;
  /** A rule's formula: what happened may be named too. */
  rule?: boolean;
  /** With its leading `=`; empty for none. */
  value: string;
  /** With every key. */
  onChange: (formula: string) => void;
  onBlur?: () => void;
  input: InputSettings;
}
