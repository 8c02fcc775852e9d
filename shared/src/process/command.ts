import type { FieldAccess } from '../access/fields.ts';
import type { StageAccess } from '../access/stages.ts';
import type { ConditionFields } from '../conditions/context.ts';
import type { WorkingHours } from '../definition/working-time.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import type { RecordEvent } from './event.ts';
import type { Actor, RecordState } from './record.ts';

/** Tags a record is to have; or those to put on and take off it. */
export type TagChange = readonly string[] | { add: readonly string[]; remove: readonly string[] };

/** Everything that can be asked of a record: forms, drags, the API, imports and rules all speak this. */
export type Command =
  | {
      kind: 'create';
      doc: Doc;
      funnel?: string;
      stage?: string;
      ownerId?: string | null;
      /** When the record began in another system; imports only. Defaults to `now`. */
      createdAt?: string;
      /** When it was closed in another system; imports only, and only in a won or lost stage. */
      closedAt?: string;
    }
  | {
      kind: 'patch';
      /** Changed fields only; null clears. */
      doc?: Doc;
      ownerId?: string | null;
      tags?: TagChange;
    }
  | {
      kind: 'move';
      stage: string;
      funnel?: string;
      /** What the stage asks for, in the same step. */
      doc?: Doc;
      /** The card to stand behind, null for the top. The place itself is `context.rank`. */
      after?: string | null;
    }
  | { kind: 'assign'; ownerId: string | null }
  | { kind: 'trash' }
  | { kind: 'restore' };

/** What a decision may read of a linked record. */
export type LinkedRecord = Pick<RecordState, 'id' | 'entityType' | 'title' | 'doc'> &
  Partial<Pick<RecordState, 'number' | 'funnel' | 'stage' | 'ownerId' | 'tags' | 'deletedAt'>>;

export interface OrganizationSettings {
  /** IANA name; decides what "today" is. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** When it works: for stages that count working time. */
  hours?: WorkingHours;
  /** ISO 3166 alpha-2: the country of phone numbers written without one. */
  defaultCountry?: string;
}

/** All that the core may not find out by itself. See `referencesOf` for which records, users and files to load. */
export interface CommandContext {
  /** ISO 8601 in UTC. */
  now: string;
  actor: Actor;
  /** The person's role keys. Absent for rules and the system, which no role binds. */
  roles?: readonly string[];
  organization: OrganizationSettings;
  /** Version of the definition the record is written under. */
  definitionVersion: number;
  /** Linked records by id; undefined refuses the link as unknown. */
  linked: (recordId: string) => LinkedRecord | undefined;
  /** Definition of a link's target by its key, for conditions that follow links. */
  linkedType?: (entityType: string) => ConditionFields | undefined;
  /** Who `$myTeam` stands for. */
  myTeam?: readonly string[];
  /** Absent: every user id that is well formed is taken as known. */
  userExists?: (userId: string) => boolean;
  /** Absent: every file id that is well formed is taken as known. */
  fileExists?: (fileId: string) => boolean;
  /** The team that records of this owner belong to. */
  teamOf?: (userId: string) => string | null;
  /** Open tasks that the card waits for in its stage: it cannot leave before they are done. */
  holds?: readonly { id: string; title: string }[];
  /** Live cards in a stage; asked only where the stage has a `limit`. */
  stageCount?: (funnel: string, stage: string) => number;
  /** The card's new place: required to create, and to move with `after` or to another stage. */
  rank?: string;
  /** Required to create. */
  id?: string;
  /** Of a new record; 0 or absent leaves it to the store, where neither title, document nor condition shows it. */
  number?: number;
  /** Counters of autonumber fields by key; the record's number where absent. */
  autonumbers?: { [fieldKey: string]: number };
  /** `record.url` in formulas. */
  urlOf?: (recordId: string) => string;
  /** Fields the person may write; every one where absent. */
  fieldAccess?: FieldAccess;
  /** Brings a record of an earlier definition up to this one before it is decided about; null where nothing changes. */
  bringUp?: (record: RecordState, command: Command) => BroughtUp | null;
  /** Stages the person's roles let them enter and leave; every one where absent. */
  stageAccess?: StageAccess;
}

/** The stage visits a decision ends and begins. */
export interface VisitChange {
  left?: { funnel: string; stage: string; at: string };
  entered?: { funnel: string; stage: string; at: string };
}

/** A value that found no place in the new definition. */
export interface PutAside {
  field: string;
  value: JsonValue;
  code: string;
  reason: string;
}

/** A record as the new definition has it. `record` is the one given when nothing had to change but its definition. */
export interface BroughtUp {
  record: RecordState;
  aside: PutAside[];
  events: RecordEvent[];
  visit?: VisitChange;
}

/** A decision. `next === record` and no events when nothing changed; a reorder changes `rank` alone. */
export interface Outcome {
  /** `version` is one more than before, except when only `rank` changed. */
  next: RecordState;
  events: RecordEvent[];
  visit?: VisitChange;
}
