import type { ConditionGroup, ConditionRule } from '../conditions/condition.ts';
import type { ConditionFields } from '../conditions/context.ts';
import { type FieldReference, resolveField } from '../conditions/reference.ts';
import { valuesOf } from '../conditions/term.ts';
import { isGroup } from '../conditions/tree.ts';
import type { EntityType } from '../definition/entity-type.ts';
import type { FieldSettings, JsonValue } from '../fields/field.ts';
import { isFormula } from '../formulas/formula.ts';
import { isRecordName, scopeOf } from '../formulas/scope.ts';
import { textDependencies } from '../formulas/texts.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import type { Rule } from './rule.ts';

/** A part of a definition that a rule refers to. `path` is a JSON Pointer into the rule. */
export interface Reference {
  entityType: string;
  key: string;
  path: string;
}

/** Something that stands by itself: an entity type's, role's key; a user's, team's, record's, file's id. */
export type OwnReference = Omit<Reference, 'entityType'>;

/** All that a rule refers to, once for each place. */
export interface RuleReferences {
  fields: Reference[];
  /** Options of select fields, as `field/option`. */
  options: Reference[];
  stages: Reference[];
  funnels: Reference[];
  entityTypes: OwnReference[];
  users: OwnReference[];
  teams: OwnReference[];
  roles: OwnReference[];
  records: OwnReference[];
  files: OwnReference[];
}

/**
 * Every place of a rule that refers to a definition, to people, or to other things: what a change of a definition may
 * break, and what goes when a thing goes.
 *
 * @param rule without faults under that definition: a field that is not there is no reference
 * @param typeOf the other entity types by key
 */
export function referencesOf(
  rule: Rule,
  definition: EntityType,
  typeOf: (entityType: string) => EntityType | undefined,
): RuleReferences {
  const found: RuleReferences = {
    fields: [],
    options: [],
    stages: [],
    funnels: [],
    entityTypes: [],
    users: [],
    teams: [],
    roles: [],
    records: [],
    files: [],
  };
  const known = (key: string) => (key === definition.key ? definition : typeOf(key));
  const scope = scopeOf(definition.fields, { fieldsOf: (key) => known(key)?.fields, rule: true });
  const walk: Walk = { found, definition, typeOf: known, reads: (text) => textDependencies(text, scope) };
  for (const mention of mentionsOf(rule, definition, typeOf)) take(mention, walk);
  return found;
}

interface Walk {
  found: RuleReferences;
  definition: EntityType;
  typeOf(entityType: string): EntityType | undefined;
  reads(text: string): string[];
}

function take(mention: Mention, walk: Walk): void {
  if (mention.kind === 'formula') takeFormula(mention.text, mention.path, walk);
  else if (mention.kind === 'condition') takeCondition(mention.condition, mention.type, mention.path, walk);
  else if (mention.kind === 'value') takeValue(mention.value, mention.field, mention.entityType, mention.path, walk);
  else if (mention.kind === 'field' || mention.kind === 'stage' || mention.kind === 'funnel') {
    const { kind, ...reference } = mention;
    walk.found[`${kind}s` as const].push(reference);
  } else {
    const { kind, ...reference } = mention;
    walk.found[`${kind}s` as const].push(reference);
  }
}

function takeFormula(text: string, path: string, { found, definition, typeOf, reads }: Walk): void {
  for (const name of reads(text)) {
    const [first = '', ...rest] = name.split('.');
    const isOwn = first === 'before' || (first === 'record' && !isRecordName(rest[0] ?? ''));
    const [key = '', member] = isOwn ? rest : [first, ...rest];
    const field = definition.fields.find((each) => each.key === key);
    if (!field) continue;
    found.fields.push({ entityType: definition.key, key, path });
    const target = field.kind === 'lines' || field.target === undefined ? undefined : typeOf(field.target);
    if (target?.fields.some((each) => each.key === member) && member !== undefined && !isRecordName(member)) {
      found.fields.push({ entityType: target.key, key: member, path });
    }
  }
}

type Typed = ConditionFields & { key: string };

function takeCondition({ rules }: ConditionGroup, type: Typed, path: string, walk: Walk): void {
  for (const [index, node] of rules.entries()) {
    const at = `${path}/rules/${index}`;
    if (isGroup(node)) takeCondition(node, type, at, walk);
    else takeTerm(node, type, at, walk);
  }
}

function takeTerm(rule: ConditionRule, type: Typed, path: string, walk: Walk): void {
  const schema = { ...type, linkedType: walk.typeOf };
  const reference = resolveField(rule.field, schema);
  if (!reference) return;
  takeNamed(reference, type, `${path}/field`, walk);
  const values = valuesOf(rule) ?? [];
  for (const [index, value] of values.entries()) {
    const at = Array.isArray(rule.value) ? `${path}/value/${index}` : `${path}/value`;
    const other = rule.valueSource === 'field' && typeof value === 'string' ? resolveField(value, schema) : undefined;
    if (other) takeNamed(other, type, at, walk);
    else if (rule.valueSource !== 'field' && !isFormula(value)) takeCompared(value, reference, type, at, walk);
  }
}

/** The field itself, and the link that was followed to it. Columns of rows are of no type. */
function takeNamed({ link, source }: FieldReference, type: Typed, path: string, { found }: Walk): void {
  if (link && type.key !== '') found.fields.push({ entityType: type.key, key: link.key, path });
  const holder = link ? (link.target ?? '') : type.key;
  if (source.kind === 'field' && holder !== '') {
    found.fields.push({ entityType: holder, key: source.field.key, path });
  }
}

function takeCompared(value: JsonValue, reference: FieldReference, type: Typed, path: string, walk: Walk): void {
  const { source, link, family } = reference;
  const entityType = link ? (link.target ?? '') : type.key;
  if (source.kind === 'field') {
    takeValue(value, source.field, entityType, path, walk);
    return;
  }
  if (typeof value !== 'string') return;
  if (source.field === '$stage') walk.found.stages.push({ entityType, key: value, path });
  if (source.field === '$funnel') walk.found.funnels.push({ entityType, key: value, path });
  if (family === 'user' && !value.startsWith('$')) walk.found.users.push({ key: value, path });
}

function takeValue(value: JsonValue, field: FieldSettings, entityType: string, path: string, { found }: Walk): void {
  const each = Array.isArray(value) ? value : [value];
  for (const one of each) {
    if (typeof one !== 'string' || one.startsWith('$')) continue;
    if (field.kind === 'user' || field.kind === 'users') found.users.push({ key: one, path });
    if (field.kind === 'link' || field.kind === 'links') found.records.push({ key: one, path });
    if (field.kind === 'file' || field.kind === 'files') found.files.push({ key: one, path });
    if (field.kind === 'select' || field.kind === 'multiSelect') {
      found.options.push({ entityType, key: `${field.key}/${one}`, path });
    }
  }
}
