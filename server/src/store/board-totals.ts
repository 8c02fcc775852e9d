import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState } from '@etapa/shared/process/record';
import Big from 'big.js';

/** A sum, or one per currency where records differ in it. Decimal text, so that nothing is rounded. */
export type Sum = string | { [currency: string]: string };

/** What a write adds to one column's count and sums; a card that leaves adds −1. */
export interface TotalsChange {
  funnel: string;
  stage: string;
  count: number;
  sums: { [field: string]: Sum };
}

/** Currency of an amount on a record that names none. */
const NO_CURRENCY = '';

const SUMMED = new Set(['money', 'number', 'integer']);

/** Fields that boards sum: amounts and numbers, not per cents. */
export function summedFields(definition: EntityType): EntityType['fields'] {
  return definition.fields.filter(({ kind }) => SUMMED.has(kind));
}

/** Adds up what records that came, changed and went do to the columns they are and were in. */
export class TotalsChanges {
  private readonly columns = new Map<
    string,
    { count: number; sums: Map<string, Big>; funnel: string; stage: string }
  >();
  private readonly fields: EntityType['fields'];

  constructor(definition: EntityType) {
    this.fields = summedFields(definition);
  }

  /** @param before null when the record is new */
  add(before: RecordState | null, next: RecordState): void {
    if (before) this.count(before, -1);
    this.count(next, 1);
  }

  list(): TotalsChange[] {
    const changes: TotalsChange[] = [];
    for (const { funnel, stage, count, sums } of this.columns.values()) {
      const changed = [...sums].filter(([, sum]) => !sum.eq(0));
      if (count === 0 && changed.length === 0) continue;
      changes.push({ funnel, stage, count, sums: nested(changed) });
    }
    return changes;
  }

  private count(record: RecordState, sign: 1 | -1): void {
    if (record.funnel === null || record.stage === null || record.deletedAt !== null) return;
    const name = `${record.funnel} ${record.stage}`;
    let column = this.columns.get(name);
    if (!column) {
      column = { count: 0, sums: new Map(), funnel: record.funnel, stage: record.stage };
      this.columns.set(name, column);
    }
    column.count += sign;
    for (const { key, currencyField } of this.fields) {
      const value = record.doc[key];
      if (typeof value !== 'number') continue;
      const currency = currencyField === undefined ? undefined : record.doc[currencyField];
      const slot =
        currencyField === undefined ? key : `${key} ${typeof currency === 'string' ? currency : NO_CURRENCY}`;
      const sum = column.sums.get(slot) ?? Big(0);
      column.sums.set(slot, sign === 1 ? sum.plus(value) : sum.minus(value));
    }
  }
}

/** `amount EUR` becomes `{amount: {EUR}}`: field keys hold no space. */
function nested(sums: [slot: string, sum: Big][]): TotalsChange['sums'] {
  const result: TotalsChange['sums'] = {};
  for (const [slot, sum] of sums) {
    const space = slot.indexOf(' ');
    if (space < 0) {
      result[slot] = sum.toFixed();
      continue;
    }
    const field = slot.slice(0, space);
    const byCurrency = result[field];
    const entry = { [slot.slice(space + 1)]: sum.toFixed() };
    result[field] = typeof byCurrency === 'object' ? { ...byCurrency, ...entry } : entry;
  }
  return result;
}
