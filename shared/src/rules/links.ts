import type { ConditionGroup } from '../conditions/condition.ts';
import { fieldsOf } from '../conditions/tree.ts';
import type { EntityType, Field } from '../definition/entity-type.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import { isRow } from '../fields/row.ts';
import type { Scope } from '../formulas/formula.ts';
import { scopeOf } from '../formulas/scope.ts';
import { textDependencies } from '../formulas/texts.ts';
import type { RecordState } from '../process/record.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import type { Rule } from './rule.ts';

/**
 * Ids of the linked records that a rule may look into, through its conditions, formulas and texts, products of rows
 * included: what to load before it is matched or planned.
 *
 * @param before the record before the event, where `before` or `changed…` may follow a link
 */
export function linksRead(
  rule: Rule,
  definition: EntityType,
  record: Pick<RecordState, 'doc'>,
  before?: Pick<RecordState, 'doc'> | null,
): string[] {
  const { fields, products } = lookedInto(rule, definition);
  const ids = new Set(products);
  for (const { doc } of before ? [record, before] : [record]) {
    for (const id of fields.flatMap((field) => idsIn(field, doc))) ids.add(id);
  }
  return [...ids];
}

interface LookedInto {
  definition: EntityType;
  /** Fields whose linked records, or products, are looked into. */
  fields: Field[];
  /** Products named by their ids. */
  products: string[];
}

const lookedIntoByRule = new WeakMap<Rule, LookedInto>();

function lookedInto(rule: Rule, definition: EntityType): LookedInto {
  const known = lookedIntoByRule.get(rule);
  if (known?.definition === definition) return known;
  const mentions = mentionsOf(rule, definition, () => undefined);
  const products = mentions.flatMap((mention) => (mention.kind === 'record' ? [mention.key.toLowerCase()] : []));
  const holding = definition.fields.filter(isHolding);
  const followed = holding.length === 0 ? new Set() : followedBy(mentions, definition);
  const found = { definition, fields: holding.filter(({ key }) => followed.has(key)), products };
  lookedIntoByRule.set(rule, found);
  return found;
}

const isHolding = ({ kind, target }: Field): boolean =>
  kind === 'link' || kind === 'links' || (kind === 'lines' && target !== undefined);

function idsIn(field: Field, doc: Doc): string[] {
  const value = Object.hasOwn(doc, field.key) ? doc[field.key] : undefined;
  const values = Array.isArray(value) ? value : [value];
  return values
    .map((each: JsonValue | undefined) => (field.kind === 'lines' && isRow(each) ? each.product : each))
    .filter((id) => typeof id === 'string');
}

/** Keys of the fields whose linked records are looked into; those of rows, too, where a row's product is. */
function followedBy(mentions: readonly Mention[], definition: EntityType): Set<string> {
  const { scope, reads } = known(definition);
  const followed = new Set<string>();
  const links = definition.fields.filter(isHolding).map(({ key }) => key);
  for (const mention of mentions) {
    if (mention.kind === 'formula') {
      for (const name of readsOf(mention.text, scope, reads)) {
        const [first = '', second = ''] = name.split('.');
        const isWhole = name === 'record' || name === 'before';
        const named = isWhole ? links : [first === 'record' || first === 'before' ? second : first];
        for (const key of named) followed.add(key);
      }
    } else if (mention.kind === 'condition') {
      for (const key of followedIn(mention.condition, mention.type.key === '', links, definition)) followed.add(key);
    }
  }
  return followed;
}

/** @param rows whether it is a condition on product rows, whose links are their products */
function followedIn(condition: ConditionGroup, rows: boolean, links: string[], { fields }: EntityType): string[] {
  const followed = fieldsOf(condition).filter((name) => name.includes('.'));
  if (rows) return followed.length === 0 ? [] : fields.filter(({ kind }) => kind === 'lines').map(({ key }) => key);
  return links.filter((key) => followed.some((name) => name.startsWith(`${key}.`)));
}

interface Known {
  scope: Scope;
  reads: Map<string, string[]>;
}

const knownByType = new WeakMap<EntityType, Known>();

/** Formulas are read once per definition: a rule's are asked about at each of its events and steps. */
function known(definition: EntityType): Known {
  const found = knownByType.get(definition) ?? { scope: scopeOf(definition.fields, { rule: true }), reads: new Map() };
  knownByType.set(definition, found);
  return found;
}

/** Most formulas that are remembered of one definition. */
const MOST = 2_000;

function readsOf(text: string, scope: Scope, reads: Map<string, string[]>): string[] {
  const remembered = reads.get(text);
  if (remembered) return remembered;
  const names = textDependencies(text, scope);
  if (reads.size >= MOST) reads.clear();
  reads.set(text, names);
  return names;
}
