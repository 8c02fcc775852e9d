import type { Caller } from '@etapa/shared/access/caller';
import type { Package } from '@etapa/shared/packages/package';
import { Injectable } from '@nestjs/common';
import type { PartScene, PartsPlan } from './parts.ts';
import { PackageReports } from './reports.ts';
import { PackageRoles } from './roles.ts';
import { PackageRules } from './rules.ts';
import { PackageViews } from './views.ts';

/** Everything of packages beside the types, in the order it is written: what comes first, others name. */
@Injectable()
export class PackageParts {
  constructor(
    private readonly roles: PackageRoles,
    private readonly rules: PackageRules,
    private readonly reports: PackageReports,
    private readonly views: PackageViews,
  ) {}

  async plan(scene: PartScene): Promise<PartsPlan> {
    const plans: PartsPlan[] = [];
    for (const part of [this.roles, this.rules, this.reports, this.views]) plans.push(await part.plan(scene));
    return { parts: plans.flatMap(({ parts }) => parts), faults: plans.flatMap(({ faults }) => faults) };
  }

  /** Of the given types; rooms with nothing in them are left out. */
  async exported(caller: Caller, entityTypes: string[]): Promise<Partial<Package>> {
    const rooms = {
      roles: await this.roles.exported(entityTypes),
      rules: await this.rules.exported(entityTypes),
      reports: await this.reports.exported(caller, entityTypes),
      views: await this.views.exported(caller, entityTypes),
    };
    return Object.fromEntries(Object.entries(rooms).filter(([, list]) => list.length > 0));
  }
}
