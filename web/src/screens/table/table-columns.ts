import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { FieldKind } from '@etapa/shared/fields/field';

/** Columns every record has, besides the fields of its document. */
export const SYSTEM_COLUMNS = [
  '$number',
  '$stage',
  '$owner',
  '$stageEnteredAt',
  '$createdAt',
  '$updatedAt',
  '$lastActivityAt',
  '$closedAt',
] as const;

/** Kinds whose values stand right, as numbers do. Named here since the kinds themselves bring all their checks along. */
export const NUMBERS: ReadonlySet<FieldKind> = new Set(['integer', 'number', 'money', 'percent']);

const SYSTEM_WIDTHS: { [key: string]: number } = { $number: 76, $stage: 150, $owner: 160 };

/** Day and time of day in full, in every language. */
const INSTANT_WIDTH = 190;

export interface TableColumn {
  key: string;
  /** Absent for a system column. */
  field?: Field;
  /** Pixels. */
  width: number;
  numeric: boolean;
}

/** Every column a table of this type can show. */
export function columnsOf(type: EntityType): TableColumn[] {
  const staged = Boolean(type.funnels?.length);
  const system = SYSTEM_COLUMNS.filter(
    (key) => staged || !['$stage', '$stageEnteredAt', '$closedAt'].includes(key),
  ).map((key) => ({ key, width: SYSTEM_WIDTHS[key] ?? INSTANT_WIDTH, numeric: key === '$number' }));
  const fields = type.fields
    .filter((field) => !field.retired)
    .map((field) => ({
      key: field.key,
      field,
      width: field.key === type.titleField ? 280 : widthOf(field),
      numeric: NUMBERS.has(field.kind),
    }));
  return [...system, ...fields];
}

function widthOf(field: Field): number {
  if (field.kind === 'dateTime') return INSTANT_WIDTH;
  return NUMBERS.has(field.kind) ? 120 : 170;
}

/** What a table shows before anyone has chosen: title, stage, the small card's fields, owner and dates. */
export function firstColumns(type: EntityType): string[] {
  const staged = Boolean(type.funnels?.length);
  const card = (type.layout?.card ?? []).filter((key) => key !== type.titleField);
  const more =
    card.length > 0
      ? card
      : type.fields
          .map(({ key }) => key)
          .filter((key) => key !== type.titleField)
          .slice(0, 5);
  return ['$number', type.titleField, ...(staged ? ['$stage'] : []), ...more, '$owner', '$updatedAt'];
}

/**
 * `-amount,title` with one column turned to the next of: up, down, not sorted.
 *
 * @param further keeps the columns sorted by before: this one comes after them
 */
export function nextSort(sort: string | undefined, column: string, further = false): string | undefined {
  const words = (sort ?? '').split(',').filter((word) => word !== '');
  const at = words.findIndex((word) => word.replace(/^-/, '') === column);
  const turned = at < 0 ? [column] : words[at] === column ? [`-${column}`] : [];
  const rest = at < 0 ? [...words, ...turned] : words.toSpliced(at, 1, ...turned);
  return (further ? rest : turned).join(',') || undefined;
}

export function sortOf(sort: string | undefined, column: string): 'ascending' | 'descending' | 'none' {
  const words = sort?.split(',') ?? [];
  return words.includes(column) ? 'ascending' : words.includes(`-${column}`) ? 'descending' : 'none';
}

/** Pinned columns first, each part in its order. */
export function pinnedFirst(columns: readonly string[], pinned: readonly string[]): string[] {
  return [...columns.filter((key) => pinned.includes(key)), ...columns.filter((key) => !pinned.includes(key))];
}

/** The columns with one moved before or behind another; the same where that is its place. */
export function moved(
  columns: readonly string[],
  key: string,
  to: { key: string; side: 'before' | 'behind' },
): string[] {
  const rest = columns.filter((other) => other !== key);
  const at = rest.indexOf(to.key);
  if (at < 0 || !columns.includes(key)) return [...columns];
  return rest.toSpliced(to.side === 'before' ? at : at + 1, 0, key);
}
