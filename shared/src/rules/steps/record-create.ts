import type { ConditionGroup } from '../../conditions/condition.ts';
import { isReadOnly } from '../../definition/document.ts';
import type { EntityType } from '../../definition/entity-type.ts';
import { type Fault, pointerToken } from '../../fields/fault.ts';
import type { Doc } from '../../fields/field.ts';
import { failed } from '../effect.ts';
import type { Step } from '../rule.ts';
import type { Given, Planning, StepCheck, StepKind } from './kind.ts';
import { otherCondition, otherConditionFaults } from './other-condition.ts';
import { PERSON, people, personFaults } from './people.ts';
import { PLACE_KEY, placeFaults } from './place.ts';
import { VALUES, valuesFaults, valuesFor } from './values.ts';

/**
 * Makes a record of a type, this one or another: a tunnel between funnels. Its values are formulas on the record of the
 * run; one that only hands on what is empty there (`= phone`) leaves its field empty, every other that comes to nothing
 * fails the step. The owner stays the same where none is named, `= null` gives none.
 */
export const recordCreate: StepKind = {
  kind: 'record.create',
  gives: ['id', 'number', 'title', 'entityType', 'created', 'skipped', 'funnel', 'stage'],
  parameters: {
    entityType: { schema: PLACE_KEY, editor: 'entityType', required: true },
    funnel: { schema: PLACE_KEY, editor: 'otherFunnel' },
    stage: { schema: PLACE_KEY, editor: 'otherStage' },
    doc: { schema: VALUES, editor: 'otherValues', required: true },
    ownerId: { schema: PERSON, editor: 'person' },
    linkField: { schema: PLACE_KEY, editor: 'otherLinkField' },
    unless: { schema: { type: 'object' }, editor: 'otherCondition' },
  },
  check(step, about, path) {
    const type = about.typeOf(String(step.entityType));
    if (!type) {
      const message = `There is no entity type "${String(step.entityType)}".`;
      return [{ path: `${path}/entityType`, code: 'unknown_entity_type', message }];
    }
    return [
      ...placeFaults(step, type, path),
      ...valuesFaults(step.doc as Doc, type, about, `${path}/doc`),
      ...unfilled(step, type, path),
      ...personFaults(step.ownerId, about, `${path}/ownerId`),
      ...(step.linkField === undefined ? [] : linkFaults(step.linkField, type, about, `${path}/linkField`)),
      ...(step.unless === undefined ? [] : otherConditionFaults(step.unless, type, about, `${path}/unless`)),
    ];
  },
  plan(step, planning) {
    const entityType = String(step.entityType);
    const type = planning.typeOf(entityType);
    if (!type) return failed(`There is no entity type "${entityType}" any more.`);
    const doc = valuesFor(step.doc as Doc, type, planning, { doc: {}, copies: true });
    if (!doc.ok) return failed(doc.reason);
    const owner = ownerOf(step.ownerId, planning);
    if (!owner.ok) return failed(owner.reason);
    const unless = unlessOf(step.unless, planning);
    if (!unless.ok) return failed(unless.reason);
    const made = {
      entityType,
      funnel: textOrNull(step.funnel),
      stage: textOrNull(step.stage),
      doc: doc.value,
      ownerId: owner.value,
      linkField: textOrNull(step.linkField),
    };
    return { ok: true, input: made, effect: { kind: 'record.create', ...made, unless: unless.value } };
  },
};

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What every record of the type needs and nothing gives: the step could never succeed. */
function unfilled(step: Step, { fields }: EntityType, path: string): Fault[] {
  const given = step.doc as Doc;
  return fields
    .filter((field) => field.required && !isReadOnly(field) && !field.visibleWhen && !field.retired)
    .filter(({ key, default: value }) => !Object.hasOwn(given, key) && value === undefined && key !== step.linkField)
    .map(({ key }) => ({
      path: `${path}/doc/${pointerToken(key)}`,
      code: 'required',
      message: `Every record of that type needs "${key}".`,
    }));
}

function linkFaults(linkField: unknown, { fields }: EntityType, about: StepCheck, path: string): Fault[] {
  const field = fields.find(({ key }) => key === linkField);
  if (!field) return [{ path, code: 'unknown_field', message: `There is no field "${String(linkField)}".` }];
  if ((field.kind === 'link' || field.kind === 'links') && field.target === about.definition.key) return [];
  const message = `The field "${field.key}" does not link to "${about.definition.key}".`;
  return [{ path, code: 'wrong_kind', message }];
}

const unlessOf = (unless: unknown, planning: Planning): Given<ConditionGroup | null> =>
  unless === undefined ? { ok: true, value: null } : otherCondition(unless as ConditionGroup, planning);

function ownerOf(ownerId: unknown, planning: Planning): Given<string | null> {
  if (ownerId === undefined) return { ok: true, value: planning.record.ownerId };
  const persons = people(ownerId, planning);
  if (!persons.ok) return persons;
  if (persons.value.length > 1) return { ok: false, reason: 'A record has one owner, but several people were named.' };
  return { ok: true, value: persons.value[0] ?? null };
}
