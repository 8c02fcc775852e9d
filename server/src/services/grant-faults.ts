import type { Grant } from '@etapa/shared/access/grant';
import { OPERATORS } from '@etapa/shared/conditions/condition';
import type { Fault } from '@etapa/shared/process/refusal';

/** Faults of the conditions that grants have as scope. Which fields there are depends on the type, so any may be named. */
export function grantFaults(grants: readonly Grant[]): Fault[] {
  return grants.flatMap(({ scope }, at) =>
    typeof scope === 'string' ? [] : groupFaults(scope, `/grants/${at}/scope`),
  );
}

function groupFaults(group: unknown, path: string): Fault[] {
  if (!isObject(group)) return [fault(path, 'Must be a condition or a group of them.')];
  if (!('rules' in group)) return ruleFaults(group, path);
  const faults: Fault[] = [];
  if (group.combinator !== 'and' && group.combinator !== 'or')
    faults.push(fault(`${path}/combinator`, 'Must be "and" or "or".'));
  if (group.not !== undefined && typeof group.not !== 'boolean')
    faults.push(fault(`${path}/not`, 'Must be true or false.'));
  if (!Array.isArray(group.rules)) return [...faults, fault(`${path}/rules`, 'Must be a list of conditions.')];
  return [...faults, ...group.rules.flatMap((rule, at) => groupFaults(rule, `${path}/rules/${at}`))];
}

function ruleFaults(rule: { [name: string]: unknown }, path: string): Fault[] {
  const faults: Fault[] = [];
  if (typeof rule.field !== 'string' || rule.field === '') faults.push(fault(`${path}/field`, 'Must name a field.'));
  if (!OPERATORS.some((operator) => operator === rule.operator)) {
    faults.push(fault(`${path}/operator`, `Must be one of ${OPERATORS.join(' ')}.`));
  }
  return faults;
}

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fault = (path: string, message: string): Fault => ({ path, code: 'invalid_condition', message });
