import type { Caller } from '@etapa/shared/access/caller';
import { NewReport, type SavedReport } from '@etapa/shared/api/saved-reports';
import { compileSchema } from '@etapa/shared/definition/validator';
import type { PackagedReport } from '@etapa/shared/packages/package';
import { partDifference } from '@etapa/shared/packages/part-difference';
import { checkQuery } from '@etapa/shared/reports/check';
import { Injectable } from '@nestjs/common';
import { SavedReportService } from '../reports/saved.ts';
import { type PartScene, type PartsPlan, under, unknownType } from './parts.ts';

const reportShape = compileSchema(NewReport);

/** Saved reports in packages: those that roles share, by type and name. */
@Injectable()
export class PackageReports {
  constructor(private readonly reports: SavedReportService) {}

  async exported(caller: Caller, entityTypes: string[]): Promise<PackagedReport[]> {
    const { items } = await this.reports.list(caller, undefined);
    return items
      .filter((report) => entityTypes.includes(report.entityType) && report.roles.length > 0 && !report.broken)
      .map(packaged)
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  }

  async plan({ caller, document, typeOf, atOnce }: PartScene): Promise<PartsPlan> {
    const { items: present } = await this.reports.list(caller, undefined);
    const plan: PartsPlan = { parts: [], faults: [] };
    for (const [index, report] of (document.reports ?? []).entries()) {
      const path = `/reports/${index}`;
      const { entityType } = report.query;
      const faults = typeOf(entityType)
        ? this.faultsOf(report, typeOf)
        : [unknownType('/query/entityType', entityType)];
      plan.faults.push(...under(path, faults));
      if (faults.length > 0) continue;
      const body = report as unknown as NewReport;
      const known = present.find((each) => nameOf(packaged(each)) === nameOf(report) && each.mayChange);
      const differences = known
        ? partDifference(packaged(known), { picture: known.picture, roles: known.roles, ...report })
        : [];
      plan.parts.push({
        kind: 'report',
        entityType,
        key: report.name,
        name: report.name,
        state: known === undefined ? 'added' : differences.length === 0 ? 'unchanged' : 'changed',
        ...(differences.length > 0 ? { differences } : {}),
        waits: !atOnce(entityType) || this.faultsOf(report, atOnce).length > 0,
        apply: async (who) => {
          if (known) await this.reports.update(who, known.id, body);
          else await this.reports.create(who, body);
        },
      });
    }
    return plan;
  }

  private faultsOf(report: PackagedReport, typeOf: PartScene['typeOf']) {
    const misshapen = reportShape(report, '');
    const type = typeOf(report.query.entityType);
    if (misshapen.length > 0 || !type) return misshapen;
    const { query } = report as unknown as NewReport;
    return under('/query', checkQuery(query, { fields: type.fields, funnels: type.funnels, linkedType: typeOf }));
  }
}

const nameOf = ({ query, name }: PackagedReport): string => `${query.entityType} ${name.toLowerCase()}`;

function packaged(report: SavedReport): PackagedReport {
  const { id, entityType, ownerId, mayChange, broken, createdAt, updatedAt, ...own } = report;
  return own as unknown as PackagedReport;
}
