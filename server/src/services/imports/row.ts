import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { moneyScale } from '@etapa/shared/fields/currency';
import { MAX_DIGITS, roundHalfUp } from '@etapa/shared/fields/decimal';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import type { Parsed, ParseOptions } from '@etapa/shared/fields/kind';
import { kindOf } from '@etapa/shared/fields/kinds';
import Big from 'big.js';
import { type Column, cellOf, folded, type Plan } from './plan.ts';
import type { FileRow } from './read-rows.ts';

/** Something wrong with one cell of a row, or with the row as a whole. */
export interface RowProblem {
  column?: string;
  value?: string;
  problem: string;
}

/** A row as far as it can be understood without looking anything up. */
export interface ReadRow {
  row: FileRow;
  doc: Doc;
  funnel?: string;
  stage?: string;
  ownerId?: string;
  createdAt?: string;
  closedAt?: string;
  number?: number;
  /** Of a visit: when it began, ISO 8601 in UTC. */
  time?: string;
  /** Of a visit: who began it, by id, or as the file calls them. */
  actor?: { id: string } | { was: string };
  /** Links to records that come later in the same file. */
  postponed: { column: Column; text: string }[];
  problems: RowProblem[];
}

/** What a name in a cell stands for: an id, why not, or `later` for one that this very file will bring. */
export type Resolve = (column: Column, text: string) => { id: string } | { problem: string } | 'later';

export interface Reading {
  plan: Plan;
  definition: EntityType;
  /** IANA name: the zone of times written without one. */
  timeZone: string;
  /** ISO 3166 alpha-2: of telephone numbers written without one. */
  defaultCountry?: string;
  resolve: Resolve;
  /** Remembered from row to row. */
  parsed: ParsedCells;
}

/** A row's cells as values. Empty cells say nothing: a record that is changed keeps what it has there. */
export function readRow(row: FileRow, reading: Reading): ReadRow {
  const read: ReadRow = { row, doc: {}, postponed: [], problems: [] };
  const beyond = row.cells.slice(reading.plan.width).find((cell) => cell.trim() !== '');
  // A separator inside an unquoted text: what follows it stands in the wrong columns.
  if (beyond !== undefined)
    read.problems.push({ value: beyond.trim(), problem: 'The row has more cells than columns.' });
  for (const column of reading.plan.columns) {
    const text = cellOf(column, row.cells);
    if (text === '') continue;
    const problem =
      column.target.kind === 'field' ? readField(column, text, read, reading) : readSystem(column, text, read, reading);
    if (problem !== undefined) {
      read.problems.push({ column: column.header, value: (row.cells[column.index] ?? '').trim(), problem });
    }
  }
  placeRow(read, reading);
  return read;
}

/** What one cell says by itself; undefined where that is nothing, or not to be understood. */
export function readCell(column: Column, text: string, reading: Reading): JsonValue | undefined {
  if (column.target.kind !== 'field' || text === '') return undefined;
  const read: ReadRow = { row: { line: 0, cells: [] }, doc: {}, postponed: [], problems: [] };
  readField(column, text, read, reading);
  return read.doc[column.target.field.key];
}

function readField(column: Column, text: string, read: ReadRow, reading: Reading): string | undefined {
  if (column.target.kind !== 'field') return undefined;
  const { field } = column.target;
  let unresolved: string | undefined;
  let later = false;
  const options: ParseOptions = {
    ...optionsOf(reading),
    doc: read.doc,
    resolve: (name) => {
      const named = reading.resolve(column, name);
      if (named === 'later') later = true;
      else if ('id' in named) return named.id;
      else unresolved ??= named.problem;
      return undefined;
    },
  };
  const written = column.target.round ? rounded(field, text, reading, read.doc) : text;
  const parsed = BY_THEMSELVES.has(field.kind)
    ? parsedBefore(column, text, reading, () => kindOf(field).parse(field, text, options))
    : kindOf(field).parse(field, written, kindOf(field).family === 'number' ? markedBy(text, options) : options);
  if (parsed.ok) {
    if (parsed.value !== undefined) read.doc[field.key] = parsed.value as JsonValue;
    return undefined;
  }
  if (later && unresolved === undefined) {
    read.postponed.push({ column, text });
    return undefined;
  }
  return unresolved ?? parsed.message;
}

/** Grouped thousands, a mark of decimals and other than three of them: `1.234,50` and `1 234,5` mean one thing alone. */
const WITH_BOTH_MARKS =
  /(?:^|\D)\d{1,3}([.,' ’\u00a0\u202f\u2009])\d{3}(?:\1\d{3})*(?!\1)([.,])(?:\d{1,2}|\d{4,})(?:\D|$)/u;

/** Of numbers: the mark of decimals that a text itself tells, whatever most of the file has. */
function markedBy(text: string, options: ParseOptions): ParseOptions {
  const mark = WITH_BOTH_MARKS.exec(text.normalize('NFKC'))?.[2];
  return mark === '.' || mark === ',' ? { ...options, decimal: mark } : options;
}

/** Kinds whose cells mean the same on every row, and are the same on many. */
const BY_THEMSELVES = new Set(['select', 'multiSelect', 'boolean', 'date', 'dateTime']);

/** Cells remembered of one column. */
const REMEMBERED = 3_000;

/** What a cell was found to be when its text came before. */
function parsedBefore(column: Column, text: string, { timeZone, parsed }: Reading, parse: () => Parsed): Parsed {
  let known = parsed.get(column);
  if (known?.timeZone !== timeZone || known.cells.size >= REMEMBERED) {
    known = { timeZone, cells: new Map() };
    parsed.set(column, known);
  }
  const result = known.cells.get(text) ?? parse();
  known.cells.set(text, result);
  return result;
}

/** Texts of cells with what they were found to be, by column. */
export type ParsedCells = WeakMap<Column, { timeZone: string; cells: Map<string, Parsed> }>;

function readSystem(column: Column, text: string, read: ReadRow, reading: Reading): string | undefined {
  if (column.target.kind !== 'system') return undefined;
  const { system } = column.target;
  switch (system) {
    case 'funnel': {
      const funnel = reading.definition.funnels?.find((each) => isCalled(each, text));
      if (!funnel) return `There is no funnel "${text}".`;
      read.funnel = funnel.key;
      return undefined;
    }
    case 'stage':
      read.stage = text;
      return undefined;
    case 'owner': {
      const named = reading.resolve(column, text);
      if (named === 'later') throw new Error('People do not come later in a file.');
      if ('problem' in named) return named.problem;
      read.ownerId = named.id;
      return undefined;
    }
    case 'actor': {
      const named = reading.resolve(column, text);
      read.actor = named !== 'later' && 'id' in named ? named : { was: text };
      return undefined;
    }
    case 'time':
    case 'createdAt':
    case 'closedAt': {
      const parsed = kindOf({ kind: 'dateTime' }).parse(TIME, text, optionsOf(reading));
      if (!parsed.ok) return parsed.message;
      if (typeof parsed.value === 'string') read[system] = parsed.value;
      return undefined;
    }
    case 'number': {
      if (!/^[1-9]\d{0,14}$/.test(text)) return `"${text}" is not a record number.`;
      read.number = Number(text);
      return undefined;
    }
  }
}

/** Looks the stage up, now that the funnel is known. */
function placeRow(read: ReadRow, { plan, definition }: Reading): void {
  const text = read.stage;
  if (text === undefined) {
    read.funnel ??= plan.funnel;
    return;
  }
  const wanted = read.funnel ?? plan.funnel;
  const funnels = (definition.funnels ?? []).filter(({ key }) => wanted === undefined || key === wanted);
  for (const funnel of funnels) {
    const stage = funnel.stages.find(({ key }) => key === text) ?? funnel.stages.find((each) => isCalled(each, text));
    if (!stage) continue;
    read.funnel = funnel.key;
    read.stage = stage.key;
    return;
  }
  const column = plan.columns.find(({ target }) => target.kind === 'system' && target.system === 'stage');
  const value = column && (read.row.cells[column.index] ?? '').trim();
  read.problems.push({ column: column?.header, value, problem: `There is no stage "${text}".` });
}

function isCalled(
  { key, name }: { key: string; name: string | { [language: string]: string } },
  text: string,
): boolean {
  const names = typeof name === 'string' ? [name] : Object.values(name);
  return [key, ...names].some((each) => folded(each) === folded(text));
}

/** A plain number with no more decimals and digits than its field holds; other texts as they are. */
function rounded(field: Field, text: string, { plan }: Reading, doc: Doc): string {
  const mark = plan.decimal ?? '.';
  const plain = text.replace(mark, '.');
  if (kindOf(field).family !== 'number' || !/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(plain)) return text;
  const scale = field.kind === 'integer' ? 0 : field.kind === 'money' ? moneyScale(field, { doc }) : field.scale;
  const number = Number(plain);
  const value = scale === undefined ? number : roundHalfUp(number, scale);
  return new Big(new Big(value).toPrecision(MAX_DIGITS)).toFixed().replace('.', mark);
}

const optionsOf = ({ plan, timeZone, defaultCountry }: Reading): ParseOptions => ({
  dateFormat: plan.dateFormat,
  decimal: plan.decimal,
  timeZone,
  defaultCountry,
});

const TIME = { key: 'time', label: 'Time', kind: 'dateTime' } as const;
