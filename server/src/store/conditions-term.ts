import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import type { Operand } from '@etapa/shared/conditions/operand';
import type { FieldReference } from '@etapa/shared/conditions/reference';
import type { OrderOperator, Term, Test } from '@etapa/shared/conditions/term';
import { type AddParam, Comparison, textMatch } from './conditions-compare.ts';
import { fieldComparable } from './conditions-fields-compared.ts';
import { literal } from './conditions-fold.ts';
import { type Aliases, type ValueSource, valueSource } from './conditions-source.ts';

export interface TermScope {
  environment: ConditionEnvironment;
  alias: string;
  aliases: Aliases;
  param: AddParam;
  seen: (entityType: string, alias: string) => string | undefined;
}

/** A term as SQL: true when it holds, and false or NULL when it does not. */
export function termSql(term: Term, scope: TermScope): string {
  const asked = testSql(term, scope);
  return term.negated ? `(${asked}) IS NOT TRUE` : asked;
}

function testSql({ reference, test }: Term, scope: TermScope): string {
  // A change can only be asked of an event; of a record as it stands, none changed.
  if (!reference || test.kind === 'never' || test.kind === 'changed') return 'false';
  const source = valueSource(reference, scope.alias, scope.aliases, scope.seen, scope.environment.now);
  if (test.kind === 'present') return exists([source], new Comparison(reference, source, scope.param).present());
  if (test.kind === 'between') return betweenSql(test, reference, source, scope);
  if (test.operands.length === 0) return 'false';
  const parts = partsOf(test.operands).map((operands) => {
    const [first] = operands;
    if (first?.kind === 'field') return withField(first.reference, test, reference, source, scope);
    return withConstants(test, operands, reference, source, scope);
  });
  return parts.length === 1 ? parts.join() : `(${parts.join(' OR ')})`;
}

type Asked = Extract<Test, { operands: Operand[] }>;

/** Constants together; each field alone, since it brings a source of its own. */
function partsOf(operands: Operand[]): Operand[][] {
  const constants = operands.filter(({ kind }) => kind !== 'field');
  const fields = operands.filter(({ kind }) => kind === 'field').map((operand) => [operand]);
  return constants.length > 0 ? [constants, ...fields] : fields;
}

function withConstants(
  test: Asked,
  operands: Operand[],
  reference: FieldReference,
  source: ValueSource,
  { param, alias }: TermScope,
): string {
  if (test.kind === 'equals' && reference.many && !reference.link && reference.source.kind === 'field') {
    const json = `${alias}.doc->${literal(reference.source.field.key)}`;
    const keys = operands.flatMap((operand) => (operand.kind === 'value' ? [operand.value] : []));
    return `(jsonb_typeof(${json}) = 'array' AND ${json} ?| ${param(keys)}::text[])`;
  }
  const comparison = new Comparison(reference, source, param);
  if (test.kind === 'equals') return exists([source], comparison.equalsAny(operands));
  const tests = operands.map((operand) =>
    test.kind === 'order' ? comparison.order(test.operator, operand) : comparison.matches(test.match, operand),
  );
  return exists([source], tests.length === 1 ? tests.join() : `(${tests.join(' OR ')})`);
}

function withField(
  other: FieldReference,
  test: Asked,
  reference: FieldReference,
  source: ValueSource,
  scope: TermScope,
): string {
  const otherSource = valueSource(other, scope.alias, scope.aliases, scope.seen, scope.environment.now);
  const left = fieldComparable(reference, source, other, scope);
  const right = fieldComparable(other, otherSource, reference, scope);
  const asked =
    test.kind === 'text'
      ? textMatch(test.match, left, right)
      : `${left} ${test.kind === 'order' ? test.operator : '='} ${right}`;
  return exists([source, otherSource], asked);
}

function betweenSql(
  test: Extract<Test, { kind: 'between' }>,
  reference: FieldReference,
  source: ValueSource,
  scope: TermScope,
): string {
  if (test.low.length === 0 || test.high.length === 0) return 'false';
  const sources = [source];
  const bound = (operator: OrderOperator, operand: Operand): { within: string; known: string } => {
    if (operand.kind !== 'field') {
      const comparison = new Comparison(reference, source, scope.param);
      return { within: comparison.order(operator, operand), known: comparison.present() };
    }
    const other = valueSource(operand.reference, scope.alias, scope.aliases, scope.seen, scope.environment.now);
    sources.push(other);
    const left = fieldComparable(reference, source, operand.reference, scope);
    const right = fieldComparable(operand.reference, other, reference, scope);
    return { within: `${left} ${operator} ${right}`, known: `${left} IS NOT NULL AND ${right} IS NOT NULL` };
  };
  const low = bound('>=', test.low[0]!);
  const high = bound('<=', test.high[0]!);
  const within = exists(sources, `${low.within} AND ${high.within}`);
  if (!test.outside) return within;
  return `(${exists(sources, `${low.known} AND ${high.known}`)} AND (${within}) IS NOT TRUE)`;
}

/** Whether some row of the sources meets the test; the test itself when the values are single and the record's own. */
function exists(sources: ValueSource[], test: string): string {
  const from = sources.flatMap((source) => source.from);
  const where = [...sources.flatMap((source) => source.where), `(${test})`].join(' AND ');
  return from.length === 0 ? `(${where})` : `EXISTS (SELECT FROM ${from.join(', ')} WHERE ${where})`;
}
