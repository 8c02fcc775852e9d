import type { Operand } from '@etapa/shared/conditions/operand';
import type { FieldReference } from '@etapa/shared/conditions/reference';
import type { OrderOperator, TextMatch } from '@etapa/shared/conditions/term';
import { meetsNewer } from '@etapa/shared/fields/newer-case';
import { INDEXED_LENGTH, sortExpression } from './conditions-fields.ts';
import { exactFoldSql, foldSqlFor } from './conditions-fold.ts';
import type { ValueSource } from './conditions-source.ts';

/** Adds a parameter and gives its placeholder. */
export type AddParam = (value: unknown) => string;

/** A value's comparison with constants. NULL where the value is absent. */
export class Comparison {
  constructor(
    private readonly reference: FieldReference,
    private readonly source: ValueSource,
    private readonly param: AddParam,
  ) {}

  equalsAny(operands: Operand[]): string {
    const days = operands.filter((operand) => operand.kind === 'day');
    const values = operands.filter((operand) => operand.kind === 'value').map(({ value }) => value);
    const tests = days.map((day) => `(${this.order('>=', day)} AND ${this.order('<=', day)})`);
    if (values.length > 0) tests.unshift(this.isIn(values));
    return tests.length === 0 ? 'false' : `(${tests.join(' OR ')})`;
  }

  order(operator: OrderOperator, operand: Operand): string {
    if (operand.kind === 'value') return `${this.ordered()} ${operator} ${this.constant(operand.value)}`;
    if (operand.kind === 'field') throw new Error('A field is no constant.');
    if (operator === '<' || operator === '>=') return `${this.ordered()} ${operator} ${this.constant(operand.from)}`;
    return `${this.ordered()} ${operator === '<=' ? '<' : '>='} ${this.constant(operand.to)}`;
  }

  matches(match: TextMatch, operand: Operand): string {
    if (operand.kind !== 'value') throw new Error('Only a text is matched.');
    return textMatch(match, foldSqlFor(String(operand.value), this.source.value), `${this.param(operand.value)}::text`);
  }

  /** Whether there is a value that can be compared at all. */
  present(): string {
    return `${this.reference.family === 'duration' ? this.ordered() : this.source.value} IS NOT NULL`;
  }

  /** In the form the field's index has, so that it can be used. */
  private isIn(values: (string | number | boolean)[]): string {
    const { reference, source } = this;
    if (reference.family === 'boolean') return values.map((value) => `${source.value} = ${value}`).join(' OR ');
    if (reference.family === 'text') return this.isText(values.map(String));
    const whole = source.type === 'bigint' && values.every((value) => Number.isSafeInteger(value));
    const { left, type } =
      source.type === 'bigint'
        ? { left: source.value, type: whole ? 'bigint' : 'numeric' }
        : source.type === 'uuid' || source.type === 'timestamptz'
          ? { left: source.value, type: source.type }
          : { left: sortExpression(source.value, reference.family), type: this.numeric() ? 'numeric' : 'text' };
    const constants = values.map((value) => (source.type === 'timestamptz' ? `${value}Z` : String(value)));
    if (constants.length === 1) return `${left} = ${this.param(constants[0])}::${type}`;
    return `${left} = ANY(${this.param(constants)}::${type}[])`;
  }

  private isText(values: string[]): string {
    const indexed = values.every((value) => [...value].length < INDEXED_LENGTH && !meetsNewer(value));
    const left = indexed ? sortExpression(this.source.value, 'text') : foldSqlFor(values.join(), this.source.value);
    if (values.length === 1) return `${left} = ${this.param(values[0])}::text`;
    return `${left} = ANY(${this.param(values)}::text[])`;
  }

  private ordered(): string {
    const { reference, source } = this;
    if (reference.family === 'text') return `(${exactFoldSql(source.value)}) COLLATE "C"`;
    if (source.type === 'bigint' || source.type === 'timestamptz') return source.value;
    return sortExpression(source.value, reference.family);
  }

  private constant(value: string | number | boolean): string {
    if (this.source.type === 'timestamptz') return `${this.param(`${value}Z`)}::timestamptz`;
    if (this.source.type === 'bigint' && Number.isSafeInteger(value)) return `${this.param(String(value))}::bigint`;
    return `${this.param(String(value))}::${this.numeric() ? 'numeric' : 'text'}`;
  }

  private numeric(): boolean {
    return this.reference.family === 'number' || this.reference.family === 'duration';
  }
}

/** Whole code points, without LIKE and its wildcards. */
export function textMatch(match: TextMatch, text: string, part: string): string {
  if (match === 'contains') return `strpos(${text}, ${part}) > 0`;
  if (match === 'beginsWith') return `starts_with(${text}, ${part})`;
  return `right(${text}, char_length(${part})) = ${part}`;
}
