import type { ColumnTarget, Inspection, Mapping } from '@etapa/shared/api/imports';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Label } from '@etapa/shared/fields/field';

export const SYSTEM_TARGETS = ['stage', 'time', 'actor', 'owner', 'createdAt', 'closedAt', 'number', 'funnel'] as const;

export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The typed pair of a value that the file writes otherwise than Etapa: "GTXPro" is "GTX Pro". */
export interface ValuePair {
  id: number;
  from: string;
  to: string;
}

export interface WizardState {
  headers: string[];
  rows: string[][];
  targets: { [header: string]: ColumnTarget | undefined };
  pairs: { [header: string]: ValuePair[] };
  encoding: string;
  delimiter: Mapping['delimiter'];
  dateFormat: string;
  /** A date of the file of which nothing tells the day from the month. */
  ambiguous: string | undefined;
  decimal: '.' | ',';
  atomic: boolean;
  runRules: boolean;
  match: Mapping['match'];
  duplicates: NonNullable<Mapping['duplicates']>;
  /** Of a workbook. */
  sheets: Inspection['sheets'];
  sheet: string | undefined;
  /** Each row is one visit of a stage. */
  history: boolean;
  /** The first row holds the names of the columns. */
  header: boolean;
  /** That it holds none was guessed, and may be wrong. */
  headerGuessed: boolean;
}

export type WizardAction =
  | { kind: 'target'; header: string; target: ColumnTarget | null }
  | { kind: 'pair.add'; header: string; from: string; to: string }
  | { kind: 'pair.change'; header: string; id: number; change: Partial<Pick<ValuePair, 'from' | 'to'>> }
  | { kind: 'pair.remove'; header: string; id: number }
  | {
      kind: 'option';
      change: Partial<
        Pick<
          WizardState,
          'delimiter' | 'dateFormat' | 'decimal' | 'atomic' | 'runRules' | 'match' | 'duplicates' | 'history'
        >
      >;
    };

/** The wizard as it opens on an inspected file: the server's guess is the first proposal. */
export function begin(inspection: Inspection, history = false, header?: boolean): WizardState {
  const values = inspection.guess.values ?? {};
  return {
    headers: inspection.headers,
    rows: inspection.rows,
    targets: { ...inspection.guess.columns },
    pairs: Object.fromEntries(
      Object.entries(values).map(([header, pairs]) => [
        header,
        Object.entries(pairs).map(([from, to], id) => ({ id, from, to: to ?? '' })),
      ]),
    ),
    encoding: inspection.encoding,
    delimiter: DELIMITERS.find((known) => known === inspection.delimiter) ?? ',',
    dateFormat: inspection.guess.dateFormat ?? '',
    ambiguous: inspection.ambiguous,
    decimal: inspection.guess.decimal ?? '.',
    atomic: false,
    runRules: false,
    match: inspection.guess.match,
    duplicates: 'create',
    sheets: inspection.sheets,
    sheet: inspection.sheet,
    history,
    header: header ?? inspection.header !== false,
    headerGuessed: header === undefined && inspection.header === false,
  };
}

export function step(state: WizardState, action: WizardAction): WizardState {
  switch (action.kind) {
    case 'target':
      return { ...state, targets: { ...state.targets, [action.header]: action.target ?? undefined } };
    case 'pair.add': {
      const pairs = state.pairs[action.header] ?? [];
      const id = Math.max(-1, ...pairs.map((pair) => pair.id)) + 1;
      return withPairs(state, action.header, [...pairs, { id, from: action.from, to: action.to }]);
    }
    case 'pair.change':
      return withPairs(
        state,
        action.header,
        (state.pairs[action.header] ?? []).map((pair) =>
          pair.id === action.id ? { ...pair, ...action.change } : pair,
        ),
      );
    case 'pair.remove':
      return withPairs(
        state,
        action.header,
        (state.pairs[action.header] ?? []).filter((pair) => pair.id !== action.id),
      );
    case 'option':
      return { ...state, ...action.change };
  }
}

/** What is sent: columns without a target and pairs half typed are left out. */
export function mappingOf(state: WizardState): Mapping {
  const columns: { [header: string]: ColumnTarget } = {};
  const values: { [header: string]: { [from: string]: string } } = {};
  for (const header of state.headers) {
    const target = state.targets[header];
    if (!target) continue;
    columns[header] = target;
    const pairs = (state.pairs[header] ?? []).filter((pair) => pair.from.trim() !== '' && pair.to !== '');
    if (pairs.length > 0) values[header] = Object.fromEntries(pairs.map((pair) => [pair.from.trim(), pair.to]));
  }
  return {
    columns,
    ...(Object.keys(values).length > 0 ? { values } : {}),
    ...(state.sheet === undefined ? { encoding: state.encoding, delimiter: state.delimiter } : { sheet: state.sheet }),
    ...(state.history ? { history: true } : {}),
    ...(state.header ? {} : { header: false }),
    ...(state.dateFormat === '' ? {} : { dateFormat: state.dateFormat }),
    decimal: state.decimal,
    ...(matchOf(state) ? { match: matchOf(state) } : {}),
    ...(state.duplicates === 'create' || state.history ? {} : { duplicates: state.duplicates }),
  };
}

/** Kinds by whose values a record is known. */
const KNOWN_BY = new Set(['text', 'email', 'phone', 'url', 'integer', 'number', 'autonumber', 'date']);

/** Fields that rows may be recognised by: a column goes to each; those that are unique come first. */
export function matchable({ targets }: WizardState, definition: EntityType): Field[] {
  const keys = new Set(Object.values(targets).flatMap((target) => (target && 'field' in target ? [target.field] : [])));
  return definition.fields
    .filter((field) => keys.has(field.key) && (field.unique || KNOWN_BY.has(field.kind)))
    .sort((a, b) => Number(b.unique ?? false) - Number(a.unique ?? false));
}

/** By what rows are recognised, as long as a column goes there. */
function matchOf({ match, targets, history }: WizardState): Mapping['match'] {
  const mapped = Object.values(targets).some((target) => target && 'field' in target && target.field === match?.field);
  return match && mapped && !history ? match : undefined;
}

/** Whether a column goes to a date or a time. */
export function readsDates({ targets }: WizardState, { fields }: EntityType): boolean {
  return Object.values(targets).some((target) => {
    if (!target) return false;
    if ('system' in target) return ['createdAt', 'closedAt', 'time'].includes(target.system);
    return ['date', 'dateTime'].includes(fields.find(({ key }) => key === target.field)?.kind ?? '');
  });
}

export type MappingFault =
  | { code: 'nothing_mapped' }
  | { code: 'mapped_twice'; headers: string[] }
  | { code: 'required_missing'; fields: Field[] }
  | { code: 'history_missing'; what: ('record' | 'stage' | 'time')[] };

/** What would make the import useless; found before anything is sent. */
export function faultsOf(state: WizardState, definition: EntityType): MappingFault[] {
  const faults: MappingFault[] = [];
  const headersByTarget = new Map<string, string[]>();
  for (const header of state.headers) {
    const target = state.targets[header];
    if (!target) continue;
    const key = targetKey(target);
    headersByTarget.set(key, [...(headersByTarget.get(key) ?? []), header]);
  }
  if (headersByTarget.size === 0) faults.push({ code: 'nothing_mapped' });
  for (const headers of headersByTarget.values()) {
    if (headers.length > 1) faults.push({ code: 'mapped_twice', headers });
  }
  const lacking = state.history ? lackingOf(headersByTarget, definition) : [];
  if (lacking.length > 0) faults.push({ code: 'history_missing', what: lacking });
  const missing = definition.fields.filter(
    (field) =>
      field.required &&
      !field.retired &&
      field.formula === undefined &&
      field.default === undefined &&
      field.kind !== 'autonumber' &&
      !headersByTarget.has(`field:${field.key}`),
  );
  if (missing.length > 0 && headersByTarget.size > 0) faults.push({ code: 'required_missing', fields: missing });
  return faults;
}

/** What a history cannot do without. */
function lackingOf(targets: ReadonlyMap<string, string[]>, { fields }: EntityType): ('record' | 'stage' | 'time')[] {
  const record =
    targets.has('system:number') ||
    fields.some(({ key, kind, unique }) => (unique || kind === 'autonumber') && targets.has(`field:${key}`));
  const parts = { record, stage: targets.has('system:stage'), time: targets.has('system:time') };
  return (['record', 'stage', 'time'] as const).filter((name) => !parts[name]);
}

/** A target as one text, for selects and for finding two columns with the same one. */
export function targetKey(target: ColumnTarget): string {
  return 'field' in target ? `field:${target.field}` : `system:${target.system}`;
}

/** The opposite of `targetKey`; links go by the title of the linked record unless told otherwise. */
export function targetFrom(
  key: string,
  definition: EntityType,
  titleFieldOf: (entityType: string) => string,
): ColumnTarget {
  const [kind, name = ''] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  if (kind === 'system') {
    const system = SYSTEM_TARGETS.find((candidate) => candidate === name) ?? 'number';
    return system === 'owner' || system === 'actor' ? { system, create: false } : { system };
  }
  const field = definition.fields.find((candidate) => candidate.key === name);
  const linked = field?.kind === 'link' || field?.kind === 'links';
  return linked && field.target ? { field: name, by: titleFieldOf(field.target), create: false } : { field: name };
}

/** Different texts of one column among the rows shown, in order of appearance, empty ones left out. */
export function valuesSeen(state: WizardState, header: string): string[] {
  const index = state.headers.indexOf(header);
  const seen = state.rows.map((row) => (row[index] ?? '').trim()).filter((text) => text !== '');
  return [...new Set(seen)];
}

export interface Choice {
  key: string;
  label: Label;
}

/**
 * What the values of a column may be mapped to: stages of every funnel or a field's options.
 * Null where any text may be typed (linked records by name, people), and for columns whose values are not mapped.
 */
export function choicesOf(target: ColumnTarget | undefined, definition: EntityType): Choice[] | null {
  if (!target) return null;
  if ('system' in target) {
    if (target.system !== 'stage') return null;
    return (definition.funnels ?? []).flatMap((funnel) =>
      funnel.stages.map((stage) => ({ key: stage.key, label: stage.name })),
    );
  }
  const field = definition.fields.find((candidate) => candidate.key === target.field);
  if (field?.kind !== 'select' && field?.kind !== 'multiSelect') return null;
  return (field.options ?? []).filter((option) => !option.retired).map(({ key, label }) => ({ key, label }));
}

/** Whether the values of a column can be renamed at all. */
export function mapsValues(target: ColumnTarget | undefined, definition: EntityType): boolean {
  if (!target) return false;
  if ('system' in target) return ['stage', 'owner', 'actor'].includes(target.system);
  const kind = definition.fields.find((field) => field.key === target.field)?.kind;
  return kind !== undefined && ['select', 'multiSelect', 'link', 'links', 'user', 'users', 'boolean'].includes(kind);
}

/** Values seen that match no choice by key or label and have no pair yet: the ones to ask about. */
export function unmatchedValues(state: WizardState, header: string, definition: EntityType): string[] {
  const choices = choicesOf(state.targets[header], definition);
  if (!choices) return [];
  const known = new Set(choices.flatMap((choice) => [choice.key, ...textsOf(choice.label)]).map(fold));
  const paired = new Set((state.pairs[header] ?? []).map((pair) => fold(pair.from)));
  return valuesSeen(state, header).filter((value) => !known.has(fold(value)) && !paired.has(fold(value)));
}

const textsOf = (label: Label): string[] => (typeof label === 'string' ? [label] : Object.values(label));

const fold = (text: string): string => text.trim().toLowerCase();

const withPairs = (state: WizardState, header: string, pairs: ValuePair[]): WizardState => ({
  ...state,
  pairs: { ...state.pairs, [header]: pairs },
});
