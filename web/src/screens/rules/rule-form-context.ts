import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import type { RuleEdit } from '@etapa/shared/rules/edit';
import type { Parameters } from '@etapa/shared/rules/parameter';
import type { Rule } from '@etapa/shared/rules/rule';
import { type ComponentType, createContext, useContext } from 'react';

export interface ParametersFormProps {
  /** Of the trigger or step. */
  kind: string;
  parameters: Parameters;
  /** The trigger or step itself. */
  block: { readonly [name: string]: unknown };
  /** JSON Pointer of the trigger or step in the rule. */
  path: string;
  onChange: (block: { [name: string]: unknown }) => void;
}

/** What every part of a rule's editor may ask of the whole, whether it is shown as a list or as a diagram. */
export interface RuleForm {
  rule: Rule;
  type: EntityType;
  types: readonly EntityType[];
  /** Several edits are one step. */
  edit: (...edits: RuleEdit[]) => void;
  /** Faults at a JSON Pointer of the rule. */
  faultsAt: (path: string) => Fault[];
  /** The same with those of everything within. */
  faultsWithin: (path: string) => Fault[];
  /** The form of a trigger within a parameter, such as the event that is waited for. */
  ParametersForm: ComponentType<ParametersFormProps>;
}

export const RuleFormContext = createContext<RuleForm | null>(null);

export function useRuleForm(): RuleForm {
  const form = useContext(RuleFormContext);
  if (!form) throw new Error('A part of the rule form stands outside it.');
  return form;
}
