import { check } from '../conditions/check.ts';
import type { ConditionGroup } from '../conditions/condition.ts';
import type { Fault } from '../fields/fault.ts';
import type { Checked } from './check-part.ts';

/** What is wrong with the conditions of a definition: `visibleWhen`, `requiredWhen`, guards. */
export function conditionFaults(checked: Checked): Fault[] {
  const { definition, others } = checked;
  const schema = {
    fields: checked.fields.map(({ value }) => value),
    funnels: checked.funnels.map(({ value }) => value),
    linkedType: (key: string) => (key === definition.key ? definition : others.typeOf(key)),
  };
  return conditionsOf(checked).flatMap(({ condition, path }) => check(condition, schema, { path }));
}

interface Placed {
  condition: ConditionGroup;
  path: string;
}

function conditionsOf({ definition, fields, funnels }: Checked): Placed[] {
  const placed: { condition: ConditionGroup | undefined; path: string }[] = [
    ...fields.flatMap(({ value, path }) => [
      { condition: value.visibleWhen, path: `${path}/visibleWhen` },
      { condition: value.requiredWhen, path: `${path}/requiredWhen` },
    ]),
    ...funnels.flatMap(({ value, path }) => [
      ...value.stages.map(({ guard }, index) => ({ condition: guard, path: `${path}/stages/${index}/guard` })),
      ...(Array.isArray(value.transitions) ? value.transitions : []).map(({ guard }, index) => ({
        condition: guard,
        path: `${path}/transitions/${index}/guard`,
      })),
    ]),
    ...(definition.layout?.sections ?? []).map(({ visibleWhen }, index) => ({
      condition: visibleWhen,
      path: `/layout/sections/${index}/visibleWhen`,
    })),
  ];
  return placed.filter((each): each is Placed => each.condition !== undefined);
}
