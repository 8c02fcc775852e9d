import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import type { Rule } from '@etapa/shared/rules/rule';
import { type ReactNode, useMemo } from 'react';
import { ParametersForm } from './parameters-form.tsx';
import { isWithin } from './rule-faults.ts';
import { type RuleForm, RuleFormContext } from './rule-form-context.ts';

interface Props extends Pick<RuleForm, 'rule' | 'type' | 'types' | 'edit'> {
  /** Those to show. */
  faults: readonly Fault[];
  children: ReactNode;
}

/** Lets every part of an editor within it show a rule and work on it. */
export function RuleFormProvider({ rule, type, types, edit, faults, children }: Props) {
  const form = useMemo<RuleForm>(
    () => ({
      rule,
      type,
      types,
      edit,
      faultsAt: (path) => faults.filter((fault) => fault.path === path),
      faultsWithin: (path) => faults.filter((fault) => isWithin(fault.path, path)),
      ParametersForm,
    }),
    [rule, type, types, edit, faults],
  );
  return <RuleFormContext value={form}>{children}</RuleFormContext>;
}

/** The same for a rule that is only looked at, such as an earlier version. */
export function LookedAtRule({
  rule,
  type,
  types,
  children,
}: {
  rule: Rule;
  type: EntityType;
  types: readonly EntityType[];
  children: ReactNode;
}) {
  return (
    <RuleFormProvider rule={rule} type={type} types={types} edit={nothing} faults={NONE}>
      <fieldset disabled style={{ all: 'unset', display: 'contents' }}>
        {children}
      </fieldset>
    </RuleFormProvider>
  );
}

const NONE: Fault[] = [];
const nothing = () => {};
