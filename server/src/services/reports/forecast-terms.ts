import { resolveField } from '@etapa/shared/conditions/reference';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Bucket } from '@etapa/shared/reports/query';
import { fieldExpression } from '../../store/conditions-fields.ts';
import { systemExpression } from '../../store/conditions-system.ts';
import type { ForecastTerms } from '../../store/forecasts.ts';
import { refused } from '../refusal-error.ts';
import { readable } from './funnel-stages.ts';
import type { Reader } from './reader.ts';

/**
 * How a reader's forecast falls into periods.
 *
 * @param path where the date's name stands in the request
 * @throws RefusalError `malformed` for a field that is no date, or that the reader may not read
 */
export function forecastTerms(
  { access, environment }: Reader,
  by: Bucket,
  dateField: string | undefined,
  path: string,
): ForecastTerms & { dateField: string | null } {
  const { definition } = access.type;
  const terms = { definition, by, timeZone: environment.timeZone };
  const first = readable(definition.fields, access).find(({ kind }) => kind === 'date' || kind === 'dateTime');
  const name = dateField ?? first?.key;
  if (name === undefined) return { ...terms, date: null, dateField: null };
  const reference = resolveField(name, environment.schema);
  const family = reference?.family;
  if (!reference || reference.link || reference.many || (family !== 'date' && family !== 'dateTime')) {
    throw malformed(path, `"${name}" is not a date of this type.`);
  }
  const { source } = reference;
  const value =
    source.kind === 'system' ? systemExpression(source.field, definition).value : fieldExpression(source.field).value;
  return { ...terms, date: { value, kind: family }, dateField: name };
}

/**
 * The field that a forecast sums.
 *
 * @throws RefusalError `malformed` for a field that is no number, or that the reader may not read
 */
export function amountOf({ access }: Reader, amountField: string | undefined): Field | null {
  const fields = readable(access.type.definition.fields, access);
  if (amountField === undefined) return defaultAmount(fields) ?? null;
  const field = fields.find(({ key }) => key === amountField);
  if (field && AMOUNTS.has(field.kind)) return field;
  throw malformed('/amountField', `"${amountField}" is not an amount of this type.`);
}

const AMOUNTS = new Set<Field['kind']>(['money', 'number', 'integer']);

/** The first money field that is typed in, not computed; else the first money field. */
export function defaultAmount(fields: readonly EntityType['fields'][number][]): Field | undefined {
  const money = fields.filter(({ kind }) => kind === 'money');
  return money.find(({ formula }) => formula === undefined) ?? money[0];
}

const malformed = (path: string, message: string) =>
  refused('malformed', message, [{ path, code: 'unknown_field', message }]);
