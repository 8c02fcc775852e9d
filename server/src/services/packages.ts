import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { BuiltinPackage } from '@etapa/shared/api/packages';
import { checkDefinition } from '@etapa/shared/definition/check';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/process/refusal';
import { checkRule } from '@etapa/shared/rules/check';
import { type Package, packageFaults } from '@etapa/shared/rules/package';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { BuiltinPackages } from '../connectors/builtin-packages.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { PackageStore } from '../store/packages.ts';
import { AuditService, actorOf } from './audit.ts';
import { EntityTypeService } from './entity-types.ts';
import { PackageSamples } from './package-samples.ts';
import { refused } from './refusal-error.ts';
import { RuleService } from './rules.ts';

/** Whole processes as documents: those that come ready, and installing. */
@Injectable()
export class PackageService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: PackageStore,
    private readonly builtins: BuiltinPackages,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly types: EntityTypeService,
    private readonly rules: RuleService,
    private readonly samples: PackageSamples,
    private readonly audit: AuditService,
  ) {}

  async builtin(): Promise<{ items: BuiltinPackage[] }> {
    const installed = await this.store.installed(this.database);
    return { items: this.documents().map((found) => describe(found, installed.has(found.key))) };
  }

  /**
   * Installs a process: the types that are not there yet, then its rules, each the next version of its key. Types of
   * the same key that are there are left as they are: work may be going on in them.
   *
   * @param document `{builtin: key, samples?}`, or a package document
   * @throws RefusalError `not_found`, `forbidden`; `invalid_definition` with every fault, before anything is written
   */
  async install(caller: Caller, document: { [member: string]: unknown }) {
    const { found, samples } = this.wanted(document);
    for (const key of typesOf(found)) {
      if (!may(caller, 'design', key, caller.allRoles)) throw refused('forbidden', 'You may not design these types.');
    }
    const known = await this.catalogue.refresh();
    const own = new Map(found.entityTypes.map((type) => [type.key, known.definition(type.key) ?? type]));
    const typeOf = (key: string) => own.get(key) ?? known.definition(key);
    const faults = [...definitionFaults(found, typeOf), ...ruleFaults(found, typeOf)];
    if (faults.length > 0) throw refused('invalid_definition', `The package has ${faults.length} faults.`, faults);
    const missing = found.entityTypes.filter(({ key }) => !known.definition(key));
    for (const type of missing) await this.types.create(caller, type, found.entityTypes);
    const rules: string[] = [];
    for (const { entityType, rule } of found.rules ?? []) {
      rules.push((await this.rules.install(caller, entityType, rule)).key);
    }
    const sampleRecords = samples ? await this.samples.create(caller, found.sampleRecords ?? []) : 0;
    const actor = actorOf(caller);
    await this.store.keep(this.database, found, actor, this.clock.now());
    await this.audit.note(
      this.database,
      actor,
      'package.installed',
      { package: found.key },
      { version: found.version },
    );
    return { key: found.key, entityTypes: found.entityTypes.map(({ key }) => key), rules, sampleRecords };
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

/** Every type that a package makes, has rules for or puts records into. */
function typesOf({ entityTypes, rules = [], sampleRecords = [] }: Package): Set<string> {
  return new Set([
    ...entityTypes.map(({ key }) => String(key)),
    ...[...rules, ...sampleRecords].map((each) => each.entityType),
  ]);
}

function checked(document: unknown): Package {
  const faults = packageFaults(document);
  if (faults.length > 0) throw refused('malformed', 'This is not a package document.', faults);
  return document as Package;
}

function definitionFaults({ entityTypes }: Package, typeOf: (key: string) => EntityType | undefined): Fault[] {
  return entityTypes.flatMap((type, index) => {
    const result = checkDefinition(type, typeOf);
    if (result.ok) return [];
    return result.refusal.errors.map((fault) => ({ ...fault, path: `/entityTypes/${index}${fault.path}` }));
  });
}

function ruleFaults({ rules = [] }: Package, typeOf: (key: string) => EntityType | undefined): Fault[] {
  return rules.flatMap(({ entityType, rule }, index) => {
    const at = `/rules/${index}`;
    const definition = typeOf(entityType);
    if (!definition) {
      const message = `There is no entity type "${entityType}".`;
      return [{ path: `${at}/entityType`, code: 'unknown_entity_type', message }];
    }
    return checkRule(rule, definition, typeOf).map((fault) => ({ ...fault, path: `${at}/rule${fault.path}` }));
  });
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
