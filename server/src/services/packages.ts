import type { Caller } from '@etapa/shared/access/caller';
import type { BuiltinPackage, PackageDifference } from '@etapa/shared/api/packages';
import { type Package, packageFaults } from '@etapa/shared/packages/package';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { BuiltinPackages } from '../connectors/builtin-packages.ts';
import { Database } from '../store/database.ts';
import { PackageStore } from '../store/packages.ts';
import { AuditService, actorOf } from './audit.ts';
import { PackageSamples } from './package-samples.ts';
import { type InstallOptions, PackagePlanner } from './packages/plan.ts';
import { PackageTypeWriter } from './packages/types.ts';
import { refused } from './refusal-error.ts';

/** Whole processes as documents: those that come ready, and installing. */
@Injectable()
export class PackageService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: PackageStore,
    private readonly builtins: BuiltinPackages,
    private readonly planner: PackagePlanner,
    private readonly types: PackageTypeWriter,
    private readonly samples: PackageSamples,
    private readonly audit: AuditService,
  ) {}

  async builtin(): Promise<{ items: BuiltinPackage[] }> {
    const installed = await this.store.installed(this.database);
    return { items: this.documents().map((found) => describe(found, installed.has(found.key))) };
  }

  /** What installing would do, and what keeps it from being done. @throws RefusalError as `install` does, faults aside */
  async inspect(
    caller: Caller,
    document: { [member: string]: unknown },
    how: InstallOptions = {},
  ): Promise<PackageDifference> {
    const { found } = this.wanted(document);
    const plan = await this.planner.plan(caller, found, how);
    return {
      key: found.key,
      version: found.version,
      name: found.name,
      entityTypes: plan.types.map(({ revision, ...type }) => type),
      parts: plan.parts.map(({ apply, ...part }) => part),
      sampleRecords: plan.samples ? (found.sampleRecords?.length ?? 0) : 0,
      faults: plan.faults,
    };
  }

  /**
   * Installs a process, or brings what is here up to it: adds and changes, and takes nothing away. What live records
   * would notice goes into the draft of its type, to be published with the decisions it needs; parts that rest on it
   * wait for that.
   *
   * @param document `{builtin: key, samples?}`, or a package document
   * @throws RefusalError `malformed`, `not_found`, `forbidden`; `invalid_definition` with every fault, before anything
   *   is written
   */
  async install(caller: Caller, document: { [member: string]: unknown }, how: InstallOptions = {}) {
    const { found, samples } = this.wanted(document);
    const plan = await this.planner.plan(caller, found, how);
    const { faults, types, parts } = plan;
    if (faults.length > 0) {
      const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
      throw refused('invalid_definition', `The package has ${count}.`, faults);
    }
    const due = parts.filter(({ state, waits }) => state !== 'unchanged' && !waits);
    const roles = due.filter(({ kind }) => kind === 'role');
    for (const role of roles) await role.apply(caller);
    const informed = { ...caller, allRoles: [...caller.allRoles, ...newRoles(caller, plan.document)] };
    await this.types.apply(informed, types);
    for (const part of due) if (part.kind !== 'role') await part.apply(informed);
    const sampleRecords =
      samples && plan.samples ? await this.samples.create(caller, plan.document.sampleRecords ?? []) : 0;
    const actor = actorOf(caller);
    await this.store.keep(this.database, found, actor, this.clock.now());
    await this.audit.note(
      this.database,
      actor,
      'package.installed',
      { package: found.key },
      { version: found.version },
    );
    return {
      key: found.key,
      entityTypes: types.map(({ key }) => key),
      rules: parts.filter(({ kind, waits }) => kind === 'rule' && !waits).map(({ key }) => key),
      sampleRecords,
      drafts: types.filter(({ goes }) => goes === 'draft').map(({ key }) => key),
      waiting: parts
        .filter(({ state, waits }) => waits && state !== 'unchanged')
        .map(({ kind, entityType, key, name }) => ({ kind, entityType, key, name })),
    };
  }

  private wanted(document: { [member: string]: unknown }): { found: Package; samples: boolean } {
    if (document.builtin === undefined) return { found: checked(document), samples: true };
    const { builtin, samples = false, ...rest } = document;
    const stranger = Object.keys(rest)[0];
    if (stranger !== undefined || typeof builtin !== 'string' || typeof samples !== 'boolean') {
      const path = stranger === undefined ? '' : `/${stranger}`;
      const message = 'Give {"builtin": key, "samples": true or false}, or a package document.';
      throw refused('malformed', message, [{ path, code: 'unknown_key', message }]);
    }
    const found = this.documents().find(({ key }) => key === builtin);
    if (!found) throw refused('not_found', 'There is no such ready process.');
    return { found, samples };
  }

  private documents(): Package[] {
    return this.builtins.all().map(checked);
  }
}

/** Roles that the package brought, which the caller was not loaded with. */
const newRoles = (caller: Caller, { roles = [] }: Package) =>
  roles.filter(({ key }) => !caller.allRoles.some((known) => known.key === key));

function checked(document: unknown): Package {
  const faults = packageFaults(document);
  if (faults.length > 0) throw refused('malformed', 'This is not a package document.', faults);
  return document as Package;
}

function describe(found: Package, installed: boolean): BuiltinPackage {
  return {
    key: found.key,
    version: found.version,
    name: found.name,
    description: found.description ?? '',
    entityTypes: found.entityTypes.map(({ key, name, icon, funnels = [] }) => ({
      key,
      name,
      ...(icon ? { icon } : {}),
      funnels: funnels.map((funnel) => ({
        key: funnel.key,
        name: funnel.name,
        stages: funnel.stages.map((stage) => ({
          key: stage.key,
          name: stage.name,
          group: stage.group,
          ...(stage.color ? { color: stage.color } : {}),
        })),
      })),
    })),
    rules: found.rules?.length ?? 0,
    sampleRecords: found.sampleRecords?.length ?? 0,
    installed,
  };
}
