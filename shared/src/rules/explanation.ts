import type { GroupExplanation, TermExplanation } from '../conditions/explain.ts';
import type { JsonValue } from '../fields/field.ts';

/** A term of a condition that decided against it, with both values. */
export interface Refusing {
  /** JSON Pointer into the condition. */
  path: string;
  field: string;
  operator: string;
  /** What the record holds: null for nothing. */
  left: JsonValue;
  /** What it was compared with. */
  right: JsonValue;
  /** What it held before the event, where the condition asked for a change. */
  before?: JsonValue;
  /** The asker may not read the values. */
  hidden?: true;
}

/** A term whose values the asker may not read. */
export type ToldTerm = TermExplanation & { hidden?: true };

/**
 * The terms that said no: of an `and` those that do not hold, of an `or` all, of a negated group those that do hold.
 * None where the condition holds.
 */
export function refusing(explanation: GroupExplanation): Refusing[] {
  return explanation.held ? [] : against(explanation, true);
}

function against(node: GroupExplanation | TermExplanation, wanted: boolean): Refusing[] {
  if (node.held === wanted) return [];
  if (node.kind === 'group') return node.rules.flatMap((each) => against(each, node.not ? !wanted : wanted));
  const { path, rule, actual, expected, before, hidden } = node as ToldTerm;
  return [
    {
      path,
      field: rule.field,
      operator: rule.operator,
      left: actual,
      right: expected,
      ...(before === undefined ? {} : { before }),
      ...(hidden ? { hidden } : {}),
    },
  ];
}

/**
 * The same explanation without values that its reader may not know; which terms held stays.
 *
 * @param mayRead whether the reader may know a field, named as in conditions (`amount`, `company.region`, `$title`)
 */
export function readableExplanation(
  explanation: GroupExplanation,
  mayRead: (field: string) => boolean,
): GroupExplanation {
  const rules = explanation.rules.map((node) =>
    node.kind === 'group' ? readableExplanation(node, mayRead) : readableTerm(node, mayRead),
  );
  return { ...explanation, rules };
}

function readableTerm(term: TermExplanation, mayRead: (field: string) => boolean): ToldTerm {
  const { rule } = term;
  const compared = rule.valueSource === 'field' ? [rule.value].flat() : [];
  const fields = [rule.field, ...compared.flatMap((name) => (typeof name === 'string' ? name.split(',') : []))];
  if (fields.every((field) => mayRead(field.trim()))) return term;
  return { ...term, actual: null, expected: null, ...('before' in term ? { before: null } : {}), hidden: true };
}
