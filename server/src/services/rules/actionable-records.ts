import type { Caller } from '@etapa/shared/access/caller';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { RecordStore } from '../../store/records.ts';
import { TypeAccess } from '../access.ts';
import { refused } from '../refusal-error.ts';
import { VisibleRecords } from '../visible-records.ts';

/** Records that a person sees, with what they may do to them. */
@Injectable()
export class ActionableRecords {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly visible: VisibleRecords,
    private readonly records: RecordStore,
  ) {}

  /**
   * @param name id or number
   * @throws RefusalError `not_found`, also where the person may not know that it exists
   */
  async find(caller: Caller, entityType: string, name: string): Promise<{ record: RecordState; mayUpdate: boolean }> {
    const id = await this.visible.named(caller, 'read', entityType, name);
    const record = await this.records.find(this.database, entityType, { id }, null);
    const catalogue = await this.catalogue.now();
    const type = catalogue.get(entityType);
    if (!record || !type) throw refused('not_found', 'There is no such record.');
    const where = new TypeAccess(caller, type, catalogue, this.clock.now().toISOString()).where('update');
    const allowed = where === null || (await this.records.visible(this.database, entityType, [id], where)).length > 0;
    return { record, mayUpdate: allowed };
  }
}
