import type { Caller } from '@etapa/shared/access/caller';
import type { FieldAccess } from '@etapa/shared/access/fields';
import { Injectable } from '@nestjs/common';
import { CallerService } from './callers.ts';
import { VisibleRecords } from './visible-records.ts';

interface OnRecord {
  recordId: string | null;
  entityType: string | null;
}

/** Somebody to be told of things, with what they may know. */
export interface NoticeReader {
  caller: Caller;
  /** Whether they may be told of something about a record; of what is about none, always. */
  mayKnow(of: OnRecord): boolean;
  /** Fields they may read of every record of a type that they see. */
  fields(entityType: string): FieldAccess['read'];
}

/** Asks, when people are about to be told of things, what each of them may know. */
@Injectable()
export class NoticeReaders {
  constructor(
    private readonly callers: CallerService,
    private readonly access: VisibleRecords,
  ) {}

  /** @param things what the person may be told of @returns null for somebody who is not active */
  async reader(userId: string, things: readonly OnRecord[]): Promise<NoticeReader | null> {
    const caller = await this.callers.byUser(userId);
    if (!caller) return null;
    const types = [...new Set(things.flatMap(({ entityType }) => entityType ?? []))];
    const seen = new Set<string>();
    const fields = new Map<string, FieldAccess['read']>();
    for (const entityType of types) {
      const ids = things.flatMap((thing) => (thing.entityType === entityType ? (thing.recordId ?? []) : []));
      for (const id of await this.access.readable(caller, entityType, [...new Set(ids)])) seen.add(id);
      fields.set(entityType, await this.access.fieldsRead(caller, entityType));
    }
    return {
      caller,
      mayKnow: ({ recordId }) => recordId === null || seen.has(recordId),
      fields: (entityType) => fields.get(entityType) ?? new Set(),
    };
  }
}
