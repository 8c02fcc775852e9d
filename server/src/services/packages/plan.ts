import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { Package } from '@etapa/shared/packages/package';
import type { Fault } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { PackageStore } from '../../store/packages.ts';
import { refused } from '../refusal-error.ts';
import { PackageParts } from './all-parts.ts';
import { type PlannedPart, unknownType } from './parts.ts';
import { PackagePeople } from './people.ts';
import { PackageTypes, type TypePlan } from './types.ts';

/** Everything that a package would do here. */
export interface PackagePlan {
  /** With people and teams of this installation. */
  document: Package;
  types: TypePlan[];
  parts: PlannedPart[];
  faults: Fault[];
  /** Whether its sample records would be made: only into types that have none. */
  samples: boolean;
}

export interface InstallOptions {
  /** `me`: the caller stands in for people who are not here; absent: they are faults. */
  people?: 'me';
  /** `false`: every change of a type that is here waits in its draft. */
  publish?: boolean;
}

/** Compares packages with what is here, and changes nothing. */
@Injectable()
export class PackagePlanner {
  constructor(
    private readonly database: Database,
    private readonly store: PackageStore,
    private readonly people: PackagePeople,
    private readonly types: PackageTypes,
    private readonly parts: PackageParts,
  ) {}

  /**
   * @param found of the right shape
   * @throws RefusalError `forbidden` where the caller may not design every type it speaks of
   */
  async plan(caller: Caller, found: Package, { people, publish = true }: InstallOptions): Promise<PackagePlan> {
    for (const key of typesOf(found)) {
      if (!may(caller, 'design', key, caller.allRoles)) throw refused('forbidden', 'You may not design these types.');
    }
    const { document, faults: missing } = await this.people.home(found, people && caller);
    const roleKeys = [...caller.allRoles, ...(document.roles ?? [])].map(({ key }) => key);
    const { types, faults: typeFaults, known } = await this.types.plan(document, roleKeys, publish);
    const samples = document.sampleRecords ?? [];
    const plan = { document, types, samples: samples.length > 0 && !(await this.worked(samples)) };
    const faults = [...missing, ...typeFaults];
    // Rules of types that are wrong would only say the same again.
    if (typeFaults.length > 0) return { ...plan, parts: [], faults };
    const scene = {
      caller,
      document,
      typeOf: (key: string) => types.find((each) => each.key === key)?.after ?? known.definition(key),
      atOnce: (key: string) => {
        const type = types.find((each) => each.key === key);
        return type && type.goes !== 'draft' ? type.after : known.definition(key);
      },
    };
    const strange = samples.flatMap(({ entityType }, index) =>
      scene.typeOf(entityType) ? [] : [unknownType(`/sampleRecords/${index}/entityType`, entityType)],
    );
    const { parts, faults: others } = await this.parts.plan(scene);
    return { ...plan, parts, faults: [...faults, ...others.filter(notOf(missing)), ...strange] };
  }

  private worked(samples: { entityType: string }[]): Promise<boolean> {
    return this.store.hasRecords(this.database, [...new Set(samples.map(({ entityType }) => entityType))]);
  }
}

/** A person who is missing is told once, and not again as an id that is none. */
const notOf =
  (missing: readonly Fault[]) =>
  ({ path }: Fault): boolean =>
    !missing.some((fault) => fault.path === path || fault.path.startsWith(`${path}/`));

/** Every type that a package makes, has rules for or puts records into. */
function typesOf({ entityTypes, rules = [], reports = [], views = [], sampleRecords = [] }: Package): Set<string> {
  return new Set([
    ...entityTypes.map(({ key }) => key),
    ...reports.map(({ query }) => query.entityType),
    ...[...rules, ...views, ...sampleRecords].map((each) => each.entityType),
  ]);
}
