import type { Doc } from '@etapa/shared/fields/field';
import type { Actor, RecordState, SetAside } from '@etapa/shared/process/record';

/** A time as text that needs no parsing: reading a board of 300 cards would parse 1,500 of them. */
const utc = (column: string): string => `(r.${column} AT TIME ZONE 'UTC')::text AS ${column}`;

/** What `toRecord` reads, of `records r`. */
export const RECORD_COLUMNS = `r.id, r.entity_type, r.number, r.funnel, r.stage, ${utc('stage_entered_at')},
  ${utc('last_activity_at')}, ${utc('closed_at')}, r.owner_id, r.team_id, r.title, r.tags, r.doc, r.set_aside, r.definition_version, r.rank,
  r.version, ${utc('created_at')}, r.created_by, ${utc('updated_at')}, ${utc('deleted_at')}`;

/** A row of `RECORD_COLUMNS`. */
export interface RecordRow {
  id: string;
  entity_type: string;
  number: number;
  funnel: string | null;
  stage: string | null;
  stage_entered_at: string | null;
  last_activity_at: string;
  closed_at: string | null;
  owner_id: string | null;
  team_id: string | null;
  title: string;
  tags: string[];
  doc: Doc;
  set_aside: SetAside | null;
  definition_version: number;
  rank: string;
  version: number;
  created_at: string;
  created_by: Actor;
  updated_at: string;
  deleted_at: string | null;
}

/** `2026-03-01 10:00:00.5` as ISO 8601, to the millisecond. */
function iso(text: string): string {
  const fraction = text.length > 19 ? text.slice(19, 23).padEnd(4, '0') : '.000';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}${fraction}Z`;
}

export function toRecord(row: RecordRow): RecordState {
  return {
    id: row.id,
    entityType: row.entity_type,
    number: row.number,
    funnel: row.funnel,
    stage: row.stage,
    stageEnteredAt: row.stage_entered_at && iso(row.stage_entered_at),
    lastActivityAt: iso(row.last_activity_at),
    closedAt: row.closed_at && iso(row.closed_at),
    ownerId: row.owner_id,
    teamId: row.team_id,
    title: row.title,
    ...(row.tags.length > 0 ? { tags: row.tags } : {}),
    doc: row.doc,
    ...(row.set_aside ? { setAside: row.set_aside } : {}),
    definitionVersion: row.definition_version,
    rank: row.rank,
    version: row.version,
    createdAt: iso(row.created_at),
    createdBy: row.created_by,
    updatedAt: iso(row.updated_at),
    deletedAt: row.deleted_at && iso(row.deleted_at),
  };
}
