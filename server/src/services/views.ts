import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { NewView, NewViewDefault, View, ViewChanges, ViewList } from '@etapa/shared/api/views';
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
import { firstView, presentDefaults, seenBy, whoseOf } from './views-defaults.ts';

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

  /** The caller's own and those shared with them, and which opens first. */
  async list(caller: Caller, entityType: string): Promise<ViewList> {
    await this.records.access(caller, entityType);
    const [views, chosen] = await Promise.all([
      this.store.list(this.database, entityType, caller),
      this.store.defaults(this.database, entityType),
    ]);
    const defaults = presentDefaults(caller, chosen, views);
    return {
      items: views.map((view) => present(caller, view)),
      defaultId: firstView(caller, defaults),
      defaults,
      mayChoose: mayChoose(caller, entityType),
    };
  }

  /**
   * Says which view opens first, for the caller or for a group.
   *
   * @throws RefusalError `not_found` for a view unknown to the caller; `forbidden` for a group, unless the caller
   *   designs the type; `conflict` for a view that the group does not see
   */
  async choose(caller: Caller, entityType: string, { for: whose, viewId }: NewViewDefault): Promise<ViewList> {
    await this.records.access(caller, entityType);
    if (whose !== 'me' && !mayChoose(caller, entityType)) {
      throw refused('forbidden', 'Only who designs this type may say what opens first for others.');
    }
    if (viewId !== null) {
      const view = (await this.store.list(this.database, entityType, caller)).find(({ id }) => id === viewId);
      if (!view) throw refused('not_found', 'There is no such view.');
      if (!seenBy(view, whose)) throw refused('conflict', 'Share the view with them first.');
    }
    await this.store.choose(this.database, entityType, whoseOf(caller, whose), viewId);
    return this.list(caller, entityType);
  }

  /** @throws RefusalError `invalid_condition`; `malformed` for a field that lists cannot be sorted by */
  async create(caller: Caller, entityType: string, view: NewView): Promise<View> {
    const { name, shared = false, roles = [], teamIds = [], ...definition } = view;
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    await this.check(access, definition);
    const now = this.clock.now();
    const row: ViewRow = {
      id: newId(),
      entityType,
      name: name.trim(),
      ownerId: caller.id,
      shared,
      roles,
      teamIds,
      definition: given(definition),
      createdAt: now,
      updatedAt: now,
    };
    await this.store.save(this.database, row);
    return present(caller, row);
  }

  /** @throws RefusalError as `create` does; `not_found`; `forbidden` for somebody else's view */
  async update(caller: Caller, id: string, input: ViewChanges): Promise<View> {
    const { name, shared, roles, teamIds, ...changes } = input;
    const { view, access } = await this.find(caller, id);
    await this.check(access, changes);
    const next: ViewRow = {
      ...view,
      name: name?.trim() ?? view.name,
      shared: shared ?? view.shared,
      roles: roles ?? view.roles,
      teamIds: teamIds ?? view.teamIds,
      definition: given({ ...view.definition, ...changes }),
      updatedAt: this.clock.now(),
    };
    await this.store.save(this.database, next);
    return present(caller, next);
  }

  /** @throws RefusalError `not_found`; `forbidden` for somebody else's view */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.find(caller, id);
    await this.store.remove(this.database, id);
  }

  private async find(caller: Caller, id: string): Promise<{ view: ViewRow; access: TypeAccess }> {
    const view = await this.store.find(this.database, id);
    if (!view || !sees(caller, view)) throw refused('not_found', 'There is no such view.');
    const access = await this.records.access(caller, view.entityType);
    if (!mayChange(caller, view)) {
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

function present(caller: Caller, { definition, createdAt, updatedAt, ...view }: ViewRow): View {
  return {
    ...view,
    mayChange: mayChange(caller, view),
    ...definition,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function sees(caller: Caller, { shared, ownerId, roles, teamIds }: ViewRow): boolean {
  if (shared || ownerId === caller.id || roles.some((role) => caller.roles.includes(role))) return true;
  return caller.teamId !== null && teamIds.includes(caller.teamId);
}

const mayChange = (caller: Caller, { ownerId }: Pick<ViewRow, 'ownerId'>): boolean =>
  ownerId === caller.id || isAdmin(caller);

const mayChoose = (caller: Caller, entityType: string): boolean =>
  isAdmin(caller) || may(caller, 'design', entityType, caller.allRoles);
