import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { PackageWanted } from '@etapa/shared/api/packages';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { fileText } from '@etapa/shared/packages/order';
import type { Package } from '@etapa/shared/packages/package';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { type Catalogue, EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { PackageStore } from '../../store/packages.ts';
import { AuditService, actorOf } from '../audit.ts';
import { refused } from '../refusal-error.ts';
import { PackageParts } from './all-parts.ts';
import { PackagePeople } from './people.ts';

/** Processes as files that say the same wherever they come from: no ids and times, everything in one order. */
@Injectable()
export class PackageExport {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly store: PackageStore,
    private readonly parts: PackageParts,
    private readonly people: PackagePeople,
    private readonly audit: AuditService,
  ) {}

  /** @returns the package as a file, with the name for it. @throws RefusalError as `document` does */
  async write(caller: Caller, wanted: PackageWanted): Promise<{ name: string; text: string }> {
    const document = await this.document(caller, wanted);
    return { name: `${document.key}-${document.version}`, text: fileText(document) };
  }

  /** @throws RefusalError `not_found` for a type that is not there, `forbidden` for one that the caller may not design */
  async document(caller: Caller, wanted: PackageWanted): Promise<Package> {
    const known = await this.catalogue.refresh();
    const keys = [...(wanted.linked ? linkedTo(wanted.entityTypes, known) : new Set(wanted.entityTypes))].sort();
    const types = keys.map((key) => this.typeOf(caller, key, known));
    const document = await this.people.away({
      format: 'etapa-package',
      formatVersion: 1,
      ...(await this.title(wanted, types)),
      entityTypes: types,
      ...(await this.parts.exported(caller, keys)),
    });
    const { key } = document;
    await this.audit.note(this.database, actorOf(caller), 'package.exported', { package: key }, { entityTypes: keys });
    return document;
  }

  private typeOf(caller: Caller, key: string, known: Catalogue): EntityType {
    const type = known.definition(key);
    const designs = may(caller, 'design', key, caller.allRoles);
    if (!type || !(designs || may(caller, 'read', key, caller.allRoles))) {
      throw refused('not_found', `There is no entity type "${key}".`);
    }
    if (!designs) throw refused('forbidden', `You may not design "${key}".`);
    return type;
  }

  /** As it was installed, where the very same types came as one package; else after the first type asked for. */
  private async title(
    { entityTypes: [first = ''], ...wanted }: PackageWanted,
    types: EntityType[],
  ): Promise<Pick<Package, 'key' | 'version' | 'name' | 'description'>> {
    const keys = new Set(types.map(({ key }) => key));
    const installed = (await this.store.documents(this.database)).find(
      ({ entityTypes }) => entityTypes.length === keys.size && entityTypes.every(({ key }) => keys.has(key)),
    );
    const main = types.find(({ key }) => key === first);
    return {
      key: wanted.key ?? installed?.key ?? packageKey(first),
      version: wanted.version ?? installed?.version ?? '1.0.0',
      name: wanted.name ?? installed?.name ?? main?.name ?? first,
      ...(installed?.description ? { description: installed.description } : {}),
    };
  }
}

/** `purchaseRequest` as `purchase-request`. */
function packageKey(key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** The types with all that their links lead to. */
function linkedTo(keys: string[], known: Catalogue): Set<string> {
  const found = new Set(keys);
  for (const key of found) {
    for (const { target } of known.definition(key)?.fields ?? []) if (target && known.get(target)) found.add(target);
  }
  return found;
}
