import type { Caller } from '@etapa/shared/access/caller';
import type { Dashboard, DashboardChanges, NewDashboard } from '@etapa/shared/api/dashboards';
import { check } from '@etapa/shared/conditions/check';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { type Fault, pointerToken } from '@etapa/shared/fields/fault';

import type { KeptQuestion } from '@etapa/shared/reports/dashboard-question';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { type DashboardRow, DashboardStore } from '../../store/dashboards.ts';
import { Database } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { newId } from '../../store/ids.ts';
import { RecordService } from '../records.ts';
import { readableEnvironment } from '../records-filter.ts';
import { RefusalError, refused } from '../refusal-error.ts';
import { isShownTo, mayChange } from './sharing.ts';

/** Dashboards: saved reports side by side. What each report says depends on who looks. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: DashboardStore,
    private readonly records: RecordService,
    private readonly catalogue: EntityTypeCatalogue,
  ) {}

  /** The caller's own and those shared with their roles. */
  async list(caller: Caller): Promise<{ items: Dashboard[] }> {
    const rows = await this.store.list(this.database);
    return {
      items: await Promise.all(rows.filter((row) => isShownTo(caller, row)).map((row) => this.present(row, caller))),
    };
  }

  /** @throws RefusalError `invalid_condition` with every fault of its question */
  async create(caller: Caller, { name, widgets = [], question = {}, roles = [] }: NewDashboard): Promise<Dashboard> {
    await this.demandReadable(caller, question);
    const now = this.clock.now();
    const row: DashboardRow = {
      id: newId(),
      name: name.trim(),
      widgets,
      question,
      roles,
      ownerId: caller.id,
      createdAt: now,
      updatedAt: now,
    };
    await this.store.save(this.database, row);
    return this.present(row, caller);
  }

  /** @throws RefusalError `not_found` */
  async get(caller: Caller, id: string): Promise<Dashboard> {
    return this.present(await this.find(caller, id), caller);
  }

  /** @throws RefusalError as `create` does; `not_found`; `forbidden` for somebody else's */
  async update(caller: Caller, id: string, { name, ...changes }: DashboardChanges): Promise<Dashboard> {
    const row = await this.find(caller, id, 'change');
    await this.demandReadable(caller, changes.question ?? {});
    const next = { ...row, ...changes, name: name?.trim() ?? row.name, updatedAt: this.clock.now() };
    await this.store.save(this.database, next);
    return this.present(next, caller);
  }

  /** @throws RefusalError as `update` does */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.find(caller, id, 'change');
    await this.store.remove(this.database, id);
  }

  /** As it is sent to people, who need not have it in their list. @throws RefusalError `not_found` */
  async forReader(id: string): Promise<Pick<DashboardRow, 'id' | 'name' | 'widgets' | 'question'>> {
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

  /** Without the conditions that ask for what the person may not read: those would tell them of it. */
  private async present({ question: kept, ...row }: DashboardRow, caller: Caller): Promise<Dashboard> {
    const { filters = {}, ...question } = kept;
    const readable: { [entityType: string]: ConditionGroup } = {};
    const unread: string[] = [];
    for (const [entityType, filter] of Object.entries(filters)) {
      if ((await this.faults(caller, entityType, filter)).length > 0) unread.push(entityType);
      else readable[entityType] = filter;
    }
    return {
      ...row,
      question: { ...question, ...(Object.keys(readable).length > 0 ? { filters: readable } : {}) },
      unread,
      mayChange: mayChange(caller, row),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  }

  private async demandReadable(caller: Caller, { filters = {} }: KeptQuestion): Promise<void> {
    const faults: Fault[] = [];
    for (const [type, filter] of Object.entries(filters)) faults.push(...(await this.faults(caller, type, filter)));
    if (faults.length > 0) throw refused('invalid_condition', 'The conditions of the dashboard have faults.', faults);
  }

  private async faults(caller: Caller, entityType: string, filter: ConditionGroup): Promise<Fault[]> {
    const path = `/question/filters/${pointerToken(entityType)}`;
    try {
      const access = await this.records.access(caller, entityType);
      access.demand('read');
      return check(filter, readableEnvironment(access, await this.catalogue.now()).schema, { path });
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      return [{ path, code: 'unknown_type', message: `There are no records "${entityType}".` }];
    }
  }
}
