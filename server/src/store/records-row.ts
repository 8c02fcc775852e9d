import type { Doc } from '@etapa/shared/fields/field';
import type { Actor, RecordState } from '@etapa/shared/process/record';

/** What `toRecord` reads, of `records r`. */
export const RECORD_COLUMNS = `r.id, r.entity_type, r.number, r.funnel, r.stage, r.stage_entered_at, r.last_activity_at,
  r.closed_at, r.owner_id, r.team_id, r.title, r.doc, r.definition_version, r.rank, r.version, r.created_at, r.created_by,
  r.updated_at, r.deleted_at`;

/** A row of `RECORD_COLUMNS`. */
export interface RecordRow {
  id: string;
  entity_type: string;
  number: number;
  funnel: string | null;
  stage: string | null;
  stage_entered_at: Date | null;
  last_activity_at: Date;
  closed_at: Date | null;
  owner_id: string | null;
  team_id: string | null;
  title: string;
  doc: Doc;
  definition_version: number;
  rank: string;
  version: number;
  created_at: Date;
  created_by: Actor;
  updated_at: Date;
  deleted_at: Date | null;
}

export function toRecord(row: RecordRow): RecordState {
  return {
    id: row.id,
    entityType: row.entity_type,
    number: row.number,
    funnel: row.funnel,
    stage: row.stage,
    stageEnteredAt: row.stage_entered_at?.toISOString() ?? null,
    lastActivityAt: row.last_activity_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    ownerId: row.owner_id,
    teamId: row.team_id,
    title: row.title,
    doc: row.doc,
    definitionVersion: row.definition_version,
    rank: row.rank,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
  };
}
