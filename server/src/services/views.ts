import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { NewView, View, ViewChanges } from '@etapa/shared/api/views';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { newId } from '../store/ids.ts';
import { type ViewRow, ViewStore } from '../store/views.ts';
import type { TypeAccess } from './access.ts';
import { RecordService } from './records.ts';
import { narrowed } from './records-filter.ts';
import { orderOf } from './records-list.ts';
import { refused } from './refusal-error.ts';

/** Saved views: a filter, its order and columns under a name. */
@Injectable()
export class ViewService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly store: ViewStore,
  ) {}

  /** The caller's own and shared ones. */
  async list(caller: Caller, entityType: string): Promise<{ items: View[] }> {
    await this.records.access(caller, entityType);
    return { items: (await this.store.list(this.database, entityType, caller.id)).map(present) };
  }

  /** @throws RefusalError `invalid_condition`; `malformed` for a field that lists cannot be sorted by */
  async create(caller: Caller, entityType: string, { name, shared = false, ...definition }: NewView): Promise<View> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    await this.check(access, definition);
    const now = this.clock.now();
    const view: ViewRow = {
      id: newId(),
      entityType,
      name: name.trim(),
      ownerId: caller.id,
      shared,
      definition: given(definition),
      createdAt: now,
      updatedAt: now,
    };
    await this.store.save(this.database, view);
    return present(view);
  }

  /** @throws RefusalError as `create` does; `not_found`; `forbidden` for somebody else's view */
  async update(caller: Caller, id: string, { name, shared, ...changes }: ViewChanges): Promise<View> {
    const { view, access } = await this.find(caller, id);
    await this.check(access, changes);
    const next: ViewRow = {
      ...view,
      name: name?.trim() ?? view.name,
      shared: shared ?? view.shared,
      definition: given({ ...view.definition, ...changes }),
      updatedAt: this.clock.now(),
    };
    await this.store.save(this.database, next);
    return present(next);
  }

  /** @throws RefusalError `not_found`; `forbidden` for somebody else's view */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.find(caller, id);
    await this.store.remove(this.database, id);
  }

  private async find(caller: Caller, id: string): Promise<{ view: ViewRow; access: TypeAccess }> {
    const view = await this.store.find(this.database, id);
    if (!view || (!view.shared && view.ownerId !== caller.id)) throw refused('not_found', 'There is no such view.');
    const access = await this.records.access(caller, view.entityType);
    if (view.ownerId !== caller.id && !isAdmin(caller)) {
      throw refused('forbidden', 'Only who saved a view, or an administrator, may change it.');
    }
    return { view, access };
  }

  private async check(access: TypeAccess, { filter, sort }: Pick<ViewChanges, 'filter' | 'sort'>): Promise<void> {
    if (filter) narrowed(access, 'read', { filter }, await this.catalogue.now());
    if (sort) orderOf(access, sort);
  }
}

/** Null clears. */
function given(definition: { [name: string]: unknown }): ViewRow['definition'] {
  return Object.fromEntries(Object.entries(definition).filter(([, value]) => value !== null && value !== undefined));
}

function present({ definition, createdAt, updatedAt, ...view }: ViewRow): View {
  return { ...view, ...definition, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
