import type { Caller } from '@etapa/shared/access/caller';
import type { Package } from '@etapa/shared/packages/package';
import { personToken, teamToken, withIds, withoutIds } from '@etapa/shared/packages/people';
import type { Fault } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { PackageStore } from '../../store/packages.ts';

/** Everything of a package that may name people. */
const ROOMS = ['roles', 'entityTypes', 'rules', 'reports', 'views', 'sampleRecords'] as const;

/** People and teams of packages: by e-mail address and name there, by id here. */
@Injectable()
export class PackagePeople {
  constructor(
    private readonly database: Database,
    private readonly store: PackageStore,
  ) {}

  /** The document without an id of anybody. */
  async away(document: Package): Promise<Package> {
    return withoutIds(document, new Map((await this.tokens()).map(([token, id]) => [id.toLowerCase(), token])));
  }

  /**
   * The document with the ids that people have here.
   *
   * @param standIn who takes the place of people that are not here; absent: they are faults
   */
  async home(document: Package, standIn?: Caller): Promise<{ document: Package; faults: Fault[] }> {
    const ids = new Map(await this.tokens());
    const idOf = (token: string) => ids.get(token) ?? (token.startsWith('user:') ? standIn?.id : undefined);
    const faults: Fault[] = [];
    const resolved = { ...document } as { [room: string]: unknown };
    for (const room of ROOMS) {
      if (document[room] === undefined) continue;
      const found = withIds<unknown>(document[room], idOf, `/${room}`);
      resolved[room] = found.value;
      faults.push(...found.faults);
    }
    return { document: resolved as unknown as Package, faults };
  }

  private async tokens(): Promise<[token: string, id: string][]> {
    const people = await this.store.people(this.database);
    const teams = await this.store.teams(this.database);
    return [
      ...people.map(({ id, name }): [string, string] => [personToken(name), id]),
      ...teams.map(({ id, name }): [string, string] => [teamToken(name), id]),
    ];
  }
}
