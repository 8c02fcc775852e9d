import type { Caller } from '@etapa/shared/access/caller';
import type { Likeness } from '@etapa/shared/duplicates/likeness';
import type { CommandContext, LinkedRecord } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import type { PublishedType } from '../../store/entity-types.ts';
import type { Catalogue } from '../../store/entity-types-catalogue.ts';
import type { NewFailure } from '../../store/jobs.ts';
import type { RecordChange } from '../../store/records-write.ts';
import type { TypeAccess } from '../access.ts';
import type { Doer } from '../doer.ts';
import { type LinkLookup, Names } from './names.ts';
import type { Column, Plan } from './plan.ts';
import type { ParsedCells } from './row.ts';

/** A row that looks like a record that is there. */
export interface DuplicateRow {
  line: number;
  record: { id: string; number: number; title: string };
  reasons: Likeness[];
}

/** What an import has done so far. */
export interface Tally {
  created: number;
  updated: number;
  skipped: number;
  unchanged: number;
  failed: number;
  /** Records of other types, and people, made because rows name them. */
  linkedCreated: number;
  peopleCreated: number;
  /** New rows that look like a record that is there, and the first of them. */
  duplicates: number;
  duplicateRows: DuplicateRow[];
  /** Of a history. */
  visits?: number;
}

export const NOTHING_DONE: Tally = {
  created: 0,
  updated: 0,
  skipped: 0,
  unchanged: 0,
  failed: 0,
  linkedCreated: 0,
  peopleCreated: 0,
  duplicates: 0,
  duplicateRows: [],
};

/** One import under way: what stays the same, and what is remembered from batch to batch. */
export class ImportRun {
  /** By type and field. */
  readonly lookups = new Map<string, LinkLookup>();
  readonly people = new Names();
  readonly parsed: ParsedCells = new WeakMap();
  /** Names that rows of this file will have, folded, by the lookup that would find them. */
  readonly coming = new Map<string, Set<string>>();
  /** Lines that brought a unique value, by field and digest: what a dry run cannot ask the database. */
  readonly brought = new Map<string, number>();
  /** What a dry run would have made for its rows. */
  readonly imagined = new Map<string, LinkedRecord>();
  readonly imaginedPeople = new Set<string>();
  /** What the file calls people and records, by id; of a dry run. */
  readonly named = new Map<string, string>();
  /** The first records that a dry run would make or change. */
  readonly firsts: KeptRow[] = [];

  constructor(
    readonly jobId: string,
    readonly caller: Caller,
    readonly doer: Doer,
    readonly type: PublishedType,
    readonly catalogue: Catalogue,
    readonly access: TypeAccess,
    readonly plan: Plan,
    /** Nothing is written: records that would be made are imagined. */
    readonly dry: boolean,
  ) {}
}

/** Records and people that rows name and nobody has yet: made with the batch, or imagined. */
export class Newcomers {
  readonly records = new Map<string, { type: PublishedType; change: RecordChange; lookup: LinkLookup; text: string }>();
  readonly people = new Map<string, { id: string; text: string }>();

  linked(id: string): LinkedRecord | undefined {
    return this.records.get(id)?.change.next;
  }

  /** What decisions go by, with these and with what a trial only imagines. */
  known(run: ImportRun, context: CommandContext): CommandContext {
    return {
      ...context,
      linked: (id) => this.linked(id) ?? run.imagined.get(id) ?? context.linked(id),
      userExists: (id) => this.people.has(id) || run.imaginedPeople.has(id) || context.userExists?.(id) !== false,
    };
  }
}

/** A row and what becomes of its record. */
export interface KeptRow {
  line: number;
  change: RecordChange;
  /** Of a history: where the record has been. */
  visits?: { funnel: string; stage: string; at: string }[];
}

/** A batch of rows as it will be kept. */
export interface Prepared {
  created: RecordChange[];
  changed: RecordChange[];
  /** Both, in the order of the file. */
  kept: KeptRow[];
  newcomers: Newcomers;
  failures: NewFailure[];
  postponed: { recordId: string; line: number; column: Column; text: string; row: string[] }[];
  skipped: number;
  unchanged: number;
  duplicates: DuplicateRow[];
  /** Digests of unique values with their lines, known to the run once the batch is kept. */
  brought: [key: string, line: number][];
  /** What its rows are found or told apart by besides: a batch with none of it in common is not affected by this one. */
  marks: Set<string>;
  /** Highest number that came from the file. */
  highestNumber: number;
}

/** A row that has been matched with the record it is about. */
export type Matched =
  | { kind: 'new'; like?: Alike }
  | { kind: 'existing'; record: RecordState; like?: Alike }
  | { kind: 'problem'; problem: string };

/** A record that a row looks like, and why. */
export interface Alike {
  record: RecordState;
  reasons: Likeness[];
}
