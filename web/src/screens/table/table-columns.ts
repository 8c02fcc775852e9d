import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { kindOf } from '@etapa/shared/fields/kinds';

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

export interface TableColumn {
  key: string;
  /** Absent for a system column. */
  field?: Field;
  /** Pixels. */
  width: number;
  sortable: boolean;
  numeric: boolean;
}

/** Every column a table of this type can show. */
export function columnsOf(type: EntityType): TableColumn[] {
  const staged = Boolean(type.funnels?.length);
  const system = SYSTEM_COLUMNS.filter(
    (key) => staged || !['$stage', '$stageEnteredAt', '$closedAt'].includes(key),
  ).map((key) => ({ key, width: key === '$number' ? 76 : 150, sortable: true, numeric: key === '$number' }));
  const fields = type.fields
    .filter((field) => !field.retired)
    .map((field) => ({
      key: field.key,
      field,
      width: field.key === type.titleField ? 280 : kindOf(field).family === 'number' ? 120 : 170,
      sortable: kindOf(field).sortable,
      numeric: kindOf(field).family === 'number',
    }));
  return [...system, ...fields];
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

/** `-amount,title` with one column turned to the next of: up, down, not sorted. */
export function nextSort(sort: string | undefined, column: string): string | undefined {
  if (sort === column) return `-${column}`;
  if (sort === `-${column}`) return undefined;
  return column;
}

export function sortOf(sort: string | undefined, column: string): 'ascending' | 'descending' | 'none' {
  const first = sort?.split(',')[0];
  return first === column ? 'ascending' : first === `-${column}` ? 'descending' : 'none';
}

/** How a reader likes the table of a type, kept on this device. */
export interface TableTaste {
  columns?: string[];
  widths?: { [column: string]: number };
}

const keyOf = (entityType: string) => `etapa-table-${entityType}`;

export function readTaste(entityType: string): TableTaste {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(entityType)) ?? '{}');
    return kept !== null && typeof kept === 'object' ? kept : {};
  } catch {
    return {};
  }
}

export function keepTaste(entityType: string, taste: TableTaste): void {
  try {
    localStorage.setItem(keyOf(entityType), JSON.stringify(taste));
  } catch {
    // Storage is closed: the taste lasts until the page goes.
  }
}
