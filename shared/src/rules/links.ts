import { fieldsOf } from '../conditions/tree.ts';
import type { EntityType } from '../definition/entity-type.ts';
import type { RecordState } from '../process/record.ts';
import { stepsOf } from './next.ts';
import type { Rule, Step } from './rule.ts';
import { stepKindOf } from './steps/kinds.ts';

/** Ids of the linked records that a rule may look into, through its conditions and formulas. */
export function linksRead(rule: Rule, definition: EntityType, record: RecordState): string[] {
  const text = JSON.stringify(rule.steps);
  const asked = new Set([...(rule.when ? fieldsOf(rule.when) : []), ...rule.steps.flatMap(conditionFields)]);
  return definition.fields
    .filter(({ kind }) => kind === 'link' || kind === 'links')
    .filter(({ key }) => [...asked].some((path) => path.startsWith(`${key}.`)) || text.includes(`${key}.`))
    .flatMap(({ key }) => record.doc[key] ?? [])
    .filter((id) => typeof id === 'string');
}

function conditionFields(step: Step): string[] {
  const own = step.when ? fieldsOf(step.when as NonNullable<Rule['when']>) : [];
  const within = (stepKindOf(step.kind)?.branches ?? []).flatMap((name) =>
    stepsOf(step, name).flatMap(conditionFields),
  );
  return [...own, ...within];
}
