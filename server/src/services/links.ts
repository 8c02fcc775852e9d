import type { Caller } from '@etapa/shared/access/caller';
import { namesField } from '@etapa/shared/access/fields';
import type { RecordLink } from '@etapa/shared/api/links';
import type { RecordView } from '@etapa/shared/api/records';
import { Injectable } from '@nestjs/common';
import { Database } from '../store/database.ts';
import { LinkStore } from '../store/links.ts';
import { RecordStore } from '../store/records.ts';
import { RecordService } from './records.ts';
import { RecordPresenter } from './records-present.ts';

/** Records linked with a record, both ways. */
@Injectable()
export class LinkService {
  constructor(
    private readonly database: Database,
    private readonly records: RecordService,
    private readonly recordStore: RecordStore,
    private readonly store: LinkStore,
    private readonly presenter: RecordPresenter,
  ) {}

  /** Those the caller may see, by fields they may read. @throws RefusalError `not_found` */
  async list(caller: Caller, entityType: string, name: string): Promise<{ items: RecordLink[] }> {
    const { record, access } = await this.records.find(caller, entityType, name);
    const linked = await this.store.of(this.database, record.id);
    const views = new Map<string, RecordView>();
    await access.learn(this.database, this.recordStore, [record]);
    const own = access.fields(record);
    const types = [...new Set(linked.map((link) => link.record.entityType))];
    for (const key of types) {
      const other = access.of(key);
      if (!other) continue;
      const rows = linked.filter((link) => link.record.entityType === key).map((link) => link.record);
      const where = other.where('read');
      const ids = rows.map(({ id }) => id);
      const seen = new Set(where ? await this.recordStore.visible(this.database, key, ids, where) : ids);
      const shown = rows.filter(({ id }) => seen.has(id));
      for (const view of await this.presenter.many(this.database, shown, other)) views.set(view.id, view);
    }
    const items = linked.flatMap(({ field, direction, record: other }): RecordLink[] => {
      const view = views.get(other.id);
      const readable = direction === 'out' ? namesField(own.read, field) : view?.doc[field] !== undefined;
      return view && readable ? [{ field, entityType: other.entityType, direction, record: view }] : [];
    });
    return { items };
  }
}
