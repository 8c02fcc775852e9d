import type { Caller } from '@etapa/shared/access/caller';
import type { Dashboard, DashboardChanges, NewDashboard } from '@etapa/shared/api/dashboards';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { type DashboardRow, DashboardStore } from '../../store/dashboards.ts';
import { Database } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { refused } from '../refusal-error.ts';
import { isShownTo, mayChange } from './sharing.ts';

/** Dashboards: saved reports side by side. What each report says depends on who looks. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: DashboardStore,
  ) {}

  /** The caller's own and those shared with their roles. */
  async list(caller: Caller): Promise<{ items: Dashboard[] }> {
    const rows = await this.store.list(this.database);
    return { items: rows.filter((row) => isShownTo(caller, row)).map((row) => present(row, caller)) };
  }

  async create(caller: Caller, { name, widgets = [], roles = [] }: NewDashboard): Promise<Dashboard> {
    const now = this.clock.now();
    const row: DashboardRow = {
      id: newId(),
      name: name.trim(),
      widgets,
      roles,
      ownerId: caller.id,
      createdAt: now,
      updatedAt: now,
    };
    await this.store.save(this.database, row);
    return present(row, caller);
  }

  /** @throws RefusalError `not_found` */
  async get(caller: Caller, id: string): Promise<Dashboard> {
    return present(await this.find(caller, id), caller);
  }

  /** @throws RefusalError `not_found`; `forbidden` for somebody else's */
  async update(caller: Caller, id: string, { name, ...changes }: DashboardChanges): Promise<Dashboard> {
    const row = await this.find(caller, id, 'change');
    const next = { ...row, ...changes, name: name?.trim() ?? row.name, updatedAt: this.clock.now() };
    await this.store.save(this.database, next);
    return present(next, caller);
  }

  /** @throws RefusalError as `update` does */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.find(caller, id, 'change');
    await this.store.remove(this.database, id);
  }

  /** As it is sent to people, who need not have it in their list. @throws RefusalError `not_found` */
  async forReader(id: string): Promise<Pick<Dashboard, 'id' | 'name' | 'widgets'>> {
    const row = await this.store.find(this.database, id);
    if (!row) throw refused('not_found', 'There is no such dashboard.');
    return row;
  }

  private async find(caller: Caller, id: string, action?: 'change'): Promise<DashboardRow> {
    const row = await this.store.find(this.database, id);
    if (!row || !isShownTo(caller, row)) throw refused('not_found', 'There is no such dashboard.');
    if (action && !mayChange(caller, row)) {
      throw refused('forbidden', 'Only who made a dashboard, or an administrator, may change it.');
    }
    return row;
  }
}

const present = (row: DashboardRow, caller: Caller): Dashboard => ({
  ...row,
  mayChange: mayChange(caller, row),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
