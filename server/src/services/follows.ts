import type { Caller } from '@etapa/shared/access/caller';
import type { FollowedChange, FollowState } from '@etapa/shared/api/follows';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { type FollowedRow, FollowStore } from '../store/follows.ts';
import { TimelineService } from './timeline.ts';
import { VisibleRecords } from './visible-records.ts';

/** Records that people follow, and what happened to them. */
@Injectable()
export class FollowService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: FollowStore,
    private readonly access: VisibleRecords,
    private readonly timeline: TimelineService,
  ) {}

  /** @param recordId one the caller may read */
  state(caller: Caller, recordId: string): Promise<FollowState> {
    return this.store.state(this.database, caller.id, recordId);
  }

  /** @param recordId one the caller may read */
  async set(caller: Caller, recordId: string, following: boolean): Promise<FollowState> {
    await this.store.set(this.database, caller.id, recordId, following, this.clock.now());
    return this.state(caller, recordId);
  }

  /** What others changed, newest first, without what the caller may not read. @param limit 1 to 200 */
  async changes(caller: Caller, limit: number): Promise<{ items: FollowedChange[]; nextCursor: null }> {
    const scope = await this.access.everyType(caller, 'read');
    const rows = await this.store.changes(this.database, caller.id, scope, await this.access.titled(caller), limit);
    const types = [...new Set(rows.map(({ entityType }) => entityType))];
    const told = await Promise.all(
      types.map(async (entityType) => {
        const of = rows.filter((row) => row.entityType === entityType);
        const entries = await this.timeline.tell(caller, entityType, of);
        return of.flatMap((row) => {
          const entry = entries.get(row.key);
          return entry ? [{ row, entry }] : [];
        });
      }),
    );
    const order = new Map(rows.map(({ key }, index) => [key, index]));
    const sorted = told.flat().toSorted((a, b) => (order.get(a.row.key) ?? 0) - (order.get(b.row.key) ?? 0));
    return { items: sorted.map(({ row, entry }) => ({ ...recordOf(row), entry })), nextCursor: null };
  }
}

const recordOf = ({ entityType, recordId, number, title }: FollowedRow) => ({
  entityType,
  record: { id: recordId, number, title: title ?? `#${number}` },
});
