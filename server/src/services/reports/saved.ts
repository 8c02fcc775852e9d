import type { Caller } from '@etapa/shared/access/caller';
import type { NewReport, ReportChanges, SavedReport } from '@etapa/shared/api/saved-reports';
import { type Picture, picturesFor } from '@etapa/shared/reports/pictures';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { type SavedReportRow, SavedReportStore } from '../../store/saved-reports.ts';
import { RefusalError, refused } from '../refusal-error.ts';
import { ReportService } from '../reports.ts';
import { isShownTo, mayChange } from './sharing.ts';

/** Saved reports: a query and its picture under a name, shared with roles. Each reader sees their own records counted. */
@Injectable()
export class SavedReportService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: SavedReportStore,
    private readonly reports: ReportService,
  ) {}

  /** The caller's own and those shared with their roles, as far as they may read what is asked. */
  async list(caller: Caller, entityType: string | undefined): Promise<{ items: SavedReport[] }> {
    const rows = await this.store.list(this.database, entityType);
    const shown = await Promise.all(
      rows.filter((row) => isShownTo(caller, row)).map((row) => this.present(caller, row)),
    );
    return { items: shown.flatMap((report) => report ?? []) };
  }

  /** @throws RefusalError as a query itself does */
  async create(caller: Caller, { name, query, picture = 'table', roles = [] }: NewReport): Promise<SavedReport> {
    await this.demandPicture(caller, query, picture);
    const now = this.clock.now();
    const row: SavedReportRow = {
      id: newId(),
      name: name.trim(),
      entityType: query.entityType,
      definition: { query, picture },
      roles,
      ownerId: caller.id,
      createdAt: now,
      updatedAt: now,
    };
    await this.store.save(this.database, row);
    return this.shown(caller, row);
  }

  /** @throws RefusalError `not_found` */
  async get(caller: Caller, id: string): Promise<SavedReport> {
    return this.shown(caller, await this.find(caller, id));
  }

  /** @throws RefusalError as `create` does; `not_found`; `forbidden` for somebody else's */
  async update(caller: Caller, id: string, { name, query, picture, roles }: ReportChanges): Promise<SavedReport> {
    const row = await this.find(caller, id, 'change');
    const { definition } = row;
    if (query ?? picture) {
      await this.demandPicture(
        caller,
        query ?? (definition.query as ReportQuery),
        picture ?? (definition.picture as Picture),
      );
    }
    const next: SavedReportRow = {
      ...row,
      name: name?.trim() ?? row.name,
      entityType: query?.entityType ?? row.entityType,
      definition: { ...definition, ...(query ? { query } : {}), ...(picture ? { picture } : {}) },
      roles: roles ?? row.roles,
      updatedAt: this.clock.now(),
    };
    await this.store.save(this.database, next);
    return this.shown(caller, next);
  }

  /** @throws RefusalError `not_found`; `forbidden` for somebody else's */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.find(caller, id, 'change');
    await this.store.remove(this.database, id);
  }

  /** As it is sent to a reader, who need not have it in their list; null where they may not read what it asks. */
  async forReader(reader: Caller, id: string): Promise<SavedReport | null> {
    const row = await this.store.find(this.database, id);
    return row && (await this.answers(reader, row.definition.query as ReportQuery)) ? this.present(reader, row) : null;
  }

  /** What it says to this reader. @throws RefusalError `not_found`, and as a query itself does */
  async result(caller: Caller, id: string) {
    const { query } = await this.get(caller, id);
    return { query, ...(await this.reports.query(caller, query)) };
  }

  /** @throws RefusalError as a query itself does; `malformed` for a picture that it cannot be drawn as */
  private async demandPicture(caller: Caller, query: ReportQuery, picture: Picture): Promise<void> {
    const { environment } = await this.reports.check(caller, query);
    if (picturesFor(query, environment.schema).includes(picture)) return;
    const message = `This query cannot be drawn as "${picture}".`;
    throw refused('malformed', message, [{ path: '/picture', code: 'wrong_kind', message }]);
  }

  private async find(caller: Caller, id: string, action?: 'change'): Promise<SavedReportRow> {
    const row = await this.store.find(this.database, id);
    if (!row || !isShownTo(caller, row)) throw refused('not_found', 'There is no such report.');
    if (action && !mayChange(caller, row)) {
      throw refused('forbidden', 'Only who saved a report, or an administrator, may change it.');
    }
    return row;
  }

  private async shown(caller: Caller, row: SavedReportRow): Promise<SavedReport> {
    const report = await this.present(caller, row);
    if (!report) throw refused('not_found', 'There is no such report.');
    return report;
  }

  /** Null for a reader who may not read what it asks for: its query would tell them of fields they may not know. */
  private async present(caller: Caller, row: SavedReportRow): Promise<SavedReport | null> {
    const query = row.definition.query as ReportQuery;
    const own = mayChange(caller, row);
    const broken = !(await this.answers(caller, query));
    if (broken && !own) return null;
    return {
      id: row.id,
      name: row.name,
      entityType: row.entityType,
      query,
      picture: row.definition.picture as Picture,
      roles: row.roles,
      ownerId: row.ownerId,
      mayChange: own,
      broken,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  }

  private async answers(caller: Caller, query: ReportQuery): Promise<boolean> {
    try {
      await this.reports.check(caller, query);
      return true;
    } catch (error) {
      if (error instanceof RefusalError) return false;
      throw error;
    }
  }
}
