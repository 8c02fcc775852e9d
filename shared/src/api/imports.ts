import Type, { type Static } from 'typebox';
import type { Doc } from '../fields/field.ts';
import { JobStarted } from './jobs.ts';
import { Nullable, OneOf } from './lists.ts';
import { route, strict } from './route.ts';

/** `time` and `actor`: of a visit, where the past of records is imported. */
export const SYSTEM_TARGETS = ['funnel', 'stage', 'owner', 'createdAt', 'closedAt', 'number', 'time', 'actor'] as const;

const Text = Type.String({ minLength: 1, maxLength: 500 });

export const ColumnTarget = Type.Union([
  strict({
    field: Text,
    /** Of links: the field of the other type that the file names it by. Default: its title. */
    by: Type.Optional(Text),
    /** Makes the linked record, or the person, where there is none of this name. */
    create: Type.Optional(Type.Boolean()),
    /** Of numbers: brought to the field's decimals and to 15 digits, half up. Absent: a number with more is refused. */
    round: Type.Optional(Type.Boolean()),
  }),
  strict({ system: OneOf(SYSTEM_TARGETS), create: Type.Optional(Type.Boolean()) }),
]);
export type ColumnTarget = Static<typeof ColumnTarget>;

export const Mapping = strict({
  /** By the header of the file; columns not named are left out. */
  columns: Type.Record(Type.String(), ColumnTarget),
  /** By header: what a text of the file stands for. An empty text or null for nothing at all. */
  values: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Nullable(Type.String())))),
  /** Such as `DD.MM.YYYY` or `M/D/YYYY HH:mm`. Absent: ISO 8601 and forms with the year first. */
  dateFormat: Type.Optional(Type.String({ maxLength: 50 })),
  decimal: Type.Optional(OneOf(['.', ','])),
  /** Of a workbook: the sheet to read. Absent: the first that is not hidden. */
  sheet: Type.Optional(Type.String({ maxLength: 200 })),
  /** Absent: found out from the file. */
  encoding: Type.Optional(Type.String({ maxLength: 30 })),
  delimiter: Type.Optional(OneOf([',', ';', '\t', '|'])),
  /** False where the first row holds data already: columns are then called `Column 1`, `Column 2` … */
  header: Type.Optional(Type.Boolean()),
  /** Rows whose field equals a record's change that record, or are left out. */
  match: Type.Optional(strict({ field: Text, then: OneOf(['update', 'skip']) })),
  /**
   * What becomes of rows that look like a record that is there, by name, phone or e-mail however written: made all the
   * same (and counted), left out, or taken as changes of that record.
   */
  duplicates: Type.Optional(OneOf(['create', 'skip', 'update'])),
  /** Which funnel stages are looked up in, where the file does not say. */
  funnel: Type.Optional(Text),
  /** Each row is one visit of a stage; the same as `?history=true`. */
  history: Type.Optional(Type.Boolean()),
  /** Fields that stages and conditions require are demanded of imported records too. */
  strict: Type.Optional(Type.Boolean()),
});
export type Mapping = Static<typeof Mapping>;

export const Inspection = strict({
  encoding: Type.String(),
  delimiter: Type.String(),
  /** Of a workbook: its sheets, and which one the rows are from. */
  sheets: Type.Optional(Type.Array(strict({ name: Type.String(), hidden: Type.Boolean() }))),
  sheet: Type.Optional(Type.String()),
  headers: Type.Array(Type.String()),
  /** False where the first row holds data already: it was said to, or looks like it. */
  header: Type.Optional(Type.Boolean()),
  /** The first 20. */
  rows: Type.Array(Type.Array(Type.String())),
  /** A mapping to begin with, by likeness of names. */
  guess: Mapping,
  /** A date of which nothing in the file tells the day from the month: the guess is no better than its opposite. */
  ambiguous: Type.Optional(Type.String()),
  rowCount: Type.Integer(),
});
export type Inspection = Static<typeof Inspection>;

/** A row as the record it would become. */
export interface ImportPreviewRow {
  line: number;
  change: 'created' | 'updated';
  /** Null for a new one: it is not known yet. */
  number: number | null;
  title: string;
  funnel: string | null;
  stage: string | null;
  ownerId: string | null;
  doc: Doc;
  /** Of a history: the first stages it has been in, in order of time. */
  visits?: { funnel: string; stage: string }[];
}

/** In the result of a dry run, under `preview`: the first rows that would come in. */
export interface ImportPreview {
  rows: ImportPreviewRow[];
  /** What the file calls the people and records in them, by id: some would be made with the rows. */
  names: { [id: string]: string };
}

const flag = Type.Optional(Type.Boolean());

export const importRoutes = {
  create: route({
    method: 'POST',
    path: '/entity-types/:key/imports',
    summary: 'Import the multipart part `file`, CSV or XLSX, by the part `mapping`, a JSON document',
    consumes: 'multipart/form-data',
    query: {
      dryRun: flag,
      atomic: flag,
      runRules: flag,
      /** `true`: each row is one visit of a stage, and the past of the records is what is imported. */
      history: flag,
    },
    answer: JobStarted,
    status: 202,
  }),
  inspect: route({
    method: 'POST',
    path: '/entity-types/:key/imports/inspect',
    summary: 'Read the beginning of the multipart part `file` and guess its mapping',
    consumes: 'multipart/form-data',
    query: {
      encoding: Type.Optional(Type.String({ maxLength: 30 })),
      sheet: Type.Optional(Type.String({ maxLength: 200 })),
      /** Absent: found out from the file. */
      delimiter: Type.Optional(OneOf([',', ';', '\t', '|'])),
      history: flag,
      /** `false`: the first row holds data, and no names of columns. Absent: found out from the file. */
      header: flag,
    },
    answer: Inspection,
  }),
};
