import { isReadOnly } from '../definition/document.ts';
import type { EntityType, Field } from '../definition/entity-type.ts';
import type { Rule, Step } from './rule.ts';
import { standingsOf } from './step-tree.ts';
import { placesOf } from './triggers/stages.ts';

/** Where a tunnel comes out: the stage where records of that funnel begin where none is named. */
export interface TunnelEnd {
  entityType: string;
  funnel: string | null;
  stage: string | null;
}

/** A way from a stage into another funnel: a step of a rule, and told of nowhere else. */
export interface Tunnel {
  entityType: string;
  rule: string;
  name: string;
  enabled: boolean;
  step: string;
  kind: 'record.create' | 'record.move';
  /** Stages whose entering, leaving or silence sets it off; none where something else does. */
  from: { funnel: string; stage: string }[];
  to: TunnelEnd;
}

/**
 * The tunnels that a rule digs.
 *
 * @param definition of the type the rule belongs to
 */
export function tunnelsOf(rule: Rule, definition: EntityType): Tunnel[] {
  const atStages = rule.trigger.kind.startsWith('stage.') || Array.isArray(rule.trigger.stages);
  const from = atStages ? placesOf(rule.trigger, definition) : [];
  return standingsOf(rule).flatMap(({ step }) => {
    const to = endOf(step, definition.key);
    if (!to) return [];
    const elsewhere = to.entityType !== definition.key || from.some(({ funnel }) => funnel !== to.funnel);
    if (!elsewhere || (step.kind === 'record.move' && to.funnel === null)) return [];
    const { key, name, enabled } = rule;
    const kind = step.kind === 'record.move' ? ('record.move' as const) : ('record.create' as const);
    return [{ entityType: definition.key, rule: key, name, enabled, step: step.id, kind, from, to }];
  });
}

function endOf(step: Step, own: string): TunnelEnd | null {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  if (step.kind === 'record.move') return { entityType: own, funnel: text(step.funnel), stage: text(step.stage) };
  if (step.kind !== 'record.create') return null;
  const entityType = text(step.entityType);
  return entityType === null ? null : { entityType, funnel: text(step.funnel), stage: text(step.stage) };
}

/** Fields of the other type that every record needs: what a tunnel must give a value to. */
export const neededBy = (type: EntityType): Field[] =>
  type.fields.filter(
    (field) =>
      field.required && !isReadOnly(field) && !field.visibleWhen && !field.retired && field.default === undefined,
  );

/** The field of ours that may stand for one of theirs without asking: of the same key and kind; the title for a title. */
export function likeliest(own: EntityType, other: EntityType, field: Field): string | null {
  if (field.key === other.titleField && field.kind === 'text') return '= record.title';
  const like = own.fields.find(
    ({ key, kind, target }) => key === field.key && kind === field.kind && target === field.target,
  );
  return like ? `= ${like.key}` : null;
}

/**
 * The rule that a tunnel is: a record of the other type is made when a card comes into the stage, and linked back
 * where the other type has a field for it; into another funnel of the same type the card itself moves.
 *
 * @param values formulas by field of the other type
 */
export function tunnelRule(
  { key, name }: { key: string; name: string },
  from: { funnel: string; stage: string },
  own: string,
  other: EntityType,
  funnel: string | null,
  values: { [field: string]: string },
): Rule {
  const trigger = { kind: 'stage.entered', funnel: from.funnel, stages: [from.stage] };
  if (other.key === own) {
    const stage = other.funnels?.find((each) => each.key === funnel)?.stages.find(({ group }) => group === 'open')?.key;
    const place = { funnel: funnel ?? '', stage: stage ?? '' };
    return { key, name, enabled: true, trigger, steps: [{ id: 'move', kind: 'record.move', ...place }] };
  }
  const back = other.fields.find(({ kind, target }) => kind === 'link' && target === own);
  const place = funnel === null ? {} : { funnel };
  const link = back && values[back.key] === undefined ? { linkField: back.key } : {};
  return {
    key,
    name,
    enabled: true,
    trigger,
    steps: [{ id: 'create', kind: 'record.create', entityType: other.key, ...place, doc: values, ...link }],
  };
}
