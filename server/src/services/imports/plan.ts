import type { ColumnTarget, Mapping } from '@etapa/shared/api/imports';
import { isReadOnly } from '@etapa/shared/definition/document';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { isDateFormat } from '@etapa/shared/fields/date-text';
import { pointerToken } from '@etapa/shared/fields/fault';
import { fold } from '@etapa/shared/fields/fold';
import type { Fault } from '@etapa/shared/process/refusal';
import type { Catalogue } from '../../store/entity-types-catalogue.ts';
import { encodingNamed } from './text-encoding.ts';

export type SystemTarget = Extract<ColumnTarget, { system: string }>['system'];

/** A field of another type by which a file names its records; `null` stands for their title. */
export interface LinkBy {
  target: EntityType;
  field: Field | null;
}

/** One column of the file and where it goes. */
export interface Column {
  index: number;
  header: string;
  target:
    | { kind: 'field'; field: Field; by?: LinkBy; create: boolean; round?: boolean }
    | { kind: 'system'; system: SystemTarget; create: boolean };
  /** What a text stands for, by the text as written and by its folded form. */
  values: Map<string, string>;
}

/** The columns of a history. */
export interface History {
  /** A unique field, or the number. */
  record: Column;
  stage: Column;
  time: Column;
  actor?: Column;
}

export interface Plan {
  columns: Column[];
  /** How many columns the file has. */
  width: number;
  match?: { column: Column; field: Field; then: 'update' | 'skip' };
  /** What becomes of rows that look like a record that is there. */
  duplicates: 'create' | 'skip' | 'update';
  /** Rows are visits: which columns say of which record, where, when and by whom. */
  history?: History;
  dateFormat?: string;
  decimal?: '.' | ',';
  funnel?: string;
  strict: boolean;
}

/** One spelling of a name: files and people differ in case, width and blanks. */
export function folded(text: string): string {
  const before = spelled.get(text);
  if (before !== undefined) return before;
  const one = fold(text.normalize('NFKC').replace(/\s+/g, ' ').trim());
  if (text.length > LONGEST) return one;
  if (spelled.size >= REMEMBERED) spelled.clear();
  spelled.set(text, one);
  return one;
}

/** Texts folded last: a file names the same people, records and options over and over. */
const spelled = new Map<string, string>();
const REMEMBERED = 5_000;
const LONGEST = 100;

/**
 * A mapping as it fits a file and a definition.
 *
 * @param headers of the file
 * @param past whether rows are visits of stages
 * @returns the plan, or every fault, with pointers into the mapping
 */
export function planOf(
  mapping: Mapping,
  headers: string[],
  definition: EntityType,
  catalogue: Catalogue,
  past = false,
): { plan: Plan } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const columns: Column[] = [];
  const taken = new Map<string, string>();
  for (const [name, target] of Object.entries(mapping.columns)) {
    const path = `/columns/${pointerToken(name)}`;
    const header = headers.find((each) => each === name) ?? headers.find((each) => folded(each) === folded(name));
    if (header === undefined) {
      faults.push({ path, code: 'unknown_column', message: `The file has no column "${name}".` });
      continue;
    }
    const resolved = targetOf(target, path, definition, catalogue);
    if ('fault' in resolved) {
      faults.push(resolved.fault);
      continue;
    }
    const key = 'field' in target ? target.field : `$${target.system}`;
    const other = taken.get(key);
    if (other !== undefined) {
      faults.push({ path, code: 'mapped_twice', message: `"${other}" already goes to the same place.` });
      continue;
    }
    taken.set(key, name);
    const values = valuesOf(mapping.values?.[name] ?? mapping.values?.[header]);
    columns.push({ index: headers.indexOf(header), header, target: resolved.target, values });
  }
  if (Object.keys(mapping.columns).length === 0) {
    faults.push({ path: '/columns', code: 'required', message: 'No column is mapped.' });
  }
  for (const name of Object.keys(mapping.values ?? {})) {
    if (mapping.columns[name]) continue;
    const path = `/values/${pointerToken(name)}`;
    faults.push({ path, code: 'unknown_column', message: `The column "${name}" is not mapped.` });
  }
  const match = matchOf(mapping, columns, faults);
  const history = historyOf(mapping, columns, { past, faults });
  const dateFormat = dateFormatOf(mapping.dateFormat, faults);
  if (mapping.encoding !== undefined && !encodingNamed(mapping.encoding)) {
    faults.push({ path: '/encoding', code: 'unknown_encoding', message: 'This encoding is not known.' });
  }
  if (mapping.funnel !== undefined && !definition.funnels?.some(({ key }) => key === mapping.funnel)) {
    faults.push({ path: '/funnel', code: 'unknown_funnel', message: 'The type has no such funnel.' });
  }
  if (faults.length > 0) return { faults };
  const { decimal, funnel, strict = false, duplicates = 'create' } = mapping;
  return { plan: { columns, width: headers.length, match, history, dateFormat, decimal, funnel, strict, duplicates } };
}

function targetOf(
  target: ColumnTarget,
  path: string,
  definition: EntityType,
  catalogue: Catalogue,
): { target: Column['target'] } | { fault: Fault } {
  const create = target.create ?? false;
  if ('system' in target) {
    const { system } = target;
    if (
      (system === 'stage' || system === 'time' || system === 'actor' || system === 'funnel' || system === 'closedAt') &&
      !definition.funnels?.length
    ) {
      return { fault: { path: `${path}/system`, code: 'no_funnel', message: 'The type has no funnel.' } };
    }
    return { target: { kind: 'system', system, create } };
  }
  const field = definition.fields.find(({ key }) => key === target.field);
  if (!field) {
    return { fault: { path: `${path}/field`, code: 'unknown_field', message: `There is no field "${target.field}".` } };
  }
  if (isReadOnly(field) && field.kind !== 'autonumber') {
    return { fault: { path: `${path}/field`, code: 'read_only', message: 'The field is computed.' } };
  }
  if (field.kind === 'file' || field.kind === 'files') {
    return { fault: { path: `${path}/field`, code: 'not_importable', message: 'Files cannot be imported.' } };
  }
  if (field.kind !== 'link' && field.kind !== 'links')
    return { target: { kind: 'field', field, create, round: target.round } };
  const linked = catalogue.definition(field.target ?? '') ?? (field.target === definition.key ? definition : undefined);
  if (!linked) {
    return { fault: { path: `${path}/field`, code: 'unknown_target', message: 'The linked type is not there.' } };
  }
  const by = linkBy(linked, target.by);
  if (!by) {
    const message = `The type "${linked.key}" cannot be named by "${target.by}".`;
    return { fault: { path: `${path}/by`, code: 'unknown_field', message } };
  }
  return { target: { kind: 'field', field, by, create } };
}

/** `name` and `title` stand for the title where no field has that key. */
function linkBy(target: EntityType, by: string | undefined): LinkBy | undefined {
  if (by === undefined || by === '$title' || by === target.titleField) return { target, field: null };
  const field = target.fields.find(({ key }) => key === by);
  if (field) return ['lines', 'checklist', 'file', 'files'].includes(field.kind) ? undefined : { target, field };
  return by === 'name' || by === 'title' ? { target, field: null } : undefined;
}

function valuesOf(values: { [text: string]: string | null } = {}): Map<string, string> {
  const map = new Map<string, string>();
  for (const [text, value] of Object.entries(values)) {
    const key = folded(text);
    if (!map.has(key)) map.set(key, value ?? '');
  }
  for (const [text, value] of Object.entries(values)) map.set(text.trim(), value ?? '');
  return map;
}

function matchOf({ match }: Mapping, columns: Column[], faults: Fault[]): Plan['match'] {
  if (!match) return undefined;
  const column = columns.find(({ target }) => target.kind === 'field' && target.field.key === match.field);
  if (column?.target.kind === 'field') return { column, field: column.target.field, then: match.then };
  faults.push({ path: '/match/field', code: 'unknown_field', message: `No column goes to "${match.field}".` });
  return undefined;
}

/** Which columns make a row a visit; a fault for each that is missing. */
function historyOf(
  { match }: Mapping,
  columns: Column[],
  { past, faults }: { past: boolean; faults: Fault[] },
): History | undefined {
  const system = (name: SystemTarget) =>
    columns.find(({ target }) => target.kind === 'system' && target.system === name);
  const [time, actor, stage] = [system('time'), system('actor'), system('stage')];
  if (!past) {
    for (const column of [time, actor]) {
      if (!column) continue;
      const message = 'Only the past of records has this: import it with history=true.';
      faults.push({ path: `/columns/${pointerToken(column.header)}/system`, code: 'only_in_history', message });
    }
    return undefined;
  }
  const unique = columns.filter(
    ({ target }) => target.kind === 'field' && (target.field.unique || target.field.kind === 'autonumber'),
  );
  const record =
    unique.find(({ target }) => target.kind === 'field' && target.field.key === match?.field) ??
    unique[0] ??
    system('number');
  const missing = (what: string) =>
    faults.push({ path: '/columns', code: 'required', message: `A history needs a column for ${what}.` });
  if (!record) missing('the record: a unique field, or the number');
  if (!stage) missing('the stage');
  if (!time) missing('the time');
  return record && stage && time ? { record, stage, time, actor } : undefined;
}

/** `DD.MM.YYYY` and `dd.MM.yyyy` are the same to people. */
function dateFormatOf(format: string | undefined, faults: Fault[]): string | undefined {
  if (!format?.trim()) return undefined;
  const written = format.replaceAll('Y', 'y').replaceAll('D', 'd').replaceAll('A', 'a').trim();
  if (isDateFormat(written)) return written === 'yyyy-MM-dd' ? undefined : written;
  const message = 'A date format names day, month and year, such as DD.MM.YYYY.';
  faults.push({ path: '/dateFormat', code: 'bad_format', message });
  return undefined;
}

/** What a cell says, after the mapping of its column's values. */
export function cellOf(column: Column, cells: string[]): string {
  const text = (cells[column.index] ?? '').trim();
  if (column.values.size === 0) return text;
  return column.values.get(text) ?? column.values.get(folded(text)) ?? text;
}
