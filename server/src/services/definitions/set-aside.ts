import type { Caller } from '@etapa/shared/access/caller';
import { namesField } from '@etapa/shared/access/fields';
import type { SetAsideItem } from '@etapa/shared/api/entity-types';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { TypeRecordStore } from '../../store/entity-types-records.ts';
import { RecordStore } from '../../store/records.ts';
import { listAnswer, pageRequest } from '../cursors.ts';
import { RecordService } from '../records.ts';

/** The list of values that changes of definitions left without a place. */
@Injectable()
export class SetAsideService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordService,
    private readonly typeRecords: TypeRecordStore,
    private readonly store: RecordStore,
  ) {}

  /** Of records the caller may read, and fields they may read there; `limit` counts records. */
  async list(
    caller: Caller,
    key: string,
    query: { limit?: number; cursor?: string },
  ): Promise<{ items: SetAsideItem[]; nextCursor: string | null }> {
    const access = await this.records.access(caller, key);
    access.demand('read');
    const page = await this.typeRecords.setAside(this.database, key, access.where('read'), pageRequest(query, ['id']));
    await access.learn(this.database, this.store, page.items);
    const items = page.items.flatMap((record) => {
      const { read } = access.fields(record);
      const title = namesField(read, access.type.definition.titleField) ? record.title : `#${record.number}`;
      return Object.entries(record.setAside)
        .filter(([field]) => namesField(read, field))
        .flatMap(([field, { earlier = [], ...kept }]) =>
          [kept, ...earlier].map((each) => ({
            record: { id: record.id, number: record.number, title },
            field,
            ...each,
          })),
        );
    });
    return listAnswer({ ...page, items });
  }
}
