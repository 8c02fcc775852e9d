import type { Caller } from '@etapa/shared/access/caller';
import type { PresentDesigner } from '@etapa/shared/api/design-presence';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import { DesignPresenceStore } from '../../store/design-presence.ts';
import { EntityTypeService } from '../entity-types.ts';
import { requireDesign } from './drafts.ts';

/** How long someone counts as there after the last sign of life, in milliseconds: two and a half of the browser's. */
const COUNTS = 25_000;

/** Who else is changing a process right now. */
@Injectable()
export class DesignPresenceService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly types: EntityTypeService,
    private readonly store: DesignPresenceStore,
  ) {}

  /** Says that the caller is there, and tells of the others. @throws RefusalError `not_found`, `forbidden` */
  async note(caller: Caller, key: string, part: string): Promise<{ items: PresentDesigner[] }> {
    await this.types.find(caller, key);
    requireDesign(caller, key);
    const now = this.clock.now();
    await this.store.note(this.database, { entityType: key, userId: caller.id, part, now });
    const others = await this.store.others(this.database, key, caller.id, new Date(now.getTime() - COUNTS));
    return { items: others.map((each) => ({ ...each, seenAt: each.seenAt.toISOString() })) };
  }

  /** The caller has left. @throws RefusalError `not_found`, `forbidden` */
  async leave(caller: Caller, key: string): Promise<void> {
    await this.types.find(caller, key);
    requireDesign(caller, key);
    await this.store.leave(this.database, key, caller.id);
  }
}
