import type { CommandContext, Outcome } from './command.ts';
import type { RecordState } from './record.ts';
import { ok, type Result } from './refusal.ts';

/** Into the trash. A record already there stays as it is. */
export function trash(record: RecordState, { now }: CommandContext): Result<Outcome> {
  if (record.deletedAt !== null) return ok({ next: record, events: [] });
  const next = { ...record, deletedAt: now, updatedAt: now, version: record.version + 1 };
  return ok({ next, events: [{ kind: 'record.deleted' }] });
}

/** Out of the trash, as it was. */
export function restore(record: RecordState, { now }: CommandContext): Result<Outcome> {
  if (record.deletedAt === null) return ok({ next: record, events: [] });
  const next = { ...record, deletedAt: null, updatedAt: now, lastActivityAt: now, version: record.version + 1 };
  return ok({ next, events: [{ kind: 'record.restored' }] });
}
