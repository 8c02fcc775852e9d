import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import { Database } from './database.ts';
import { EntityTypeStore, type PublishedType } from './entity-types.ts';

/** How old a process's memory of the definitions may be, in milliseconds. */
const FRESH = 1_000;

/** Every published definition at one moment. Never changes: a newer one replaces it. */
export class Catalogue {
  constructor(private readonly types: ReadonlyMap<string, PublishedType>) {}

  get(key: string): PublishedType | undefined {
    return this.types.get(key);
  }

  definition(key: string): EntityType | undefined {
    return this.types.get(key)?.definition;
  }

  all(): PublishedType[] {
    return [...this.types.values()];
  }
}

/**
 * Keeps the published definitions in memory. Reads may see one that another process replaced less than a second ago;
 * writes never do, since each says in its own statement which version it was decided under.
 */
@Injectable()
export class EntityTypeCatalogue {
  private kept = new Catalogue(new Map());
  private checkedAt = Number.NEGATIVE_INFINITY;
  private checking: Promise<Catalogue> | null = null;

  constructor(
    private readonly db: Database,
    private readonly store: EntityTypeStore,
  ) {}

  /** The definitions as they were less than a second ago. */
  async now(): Promise<Catalogue> {
    if (performance.now() - this.checkedAt < FRESH) return this.kept;
    this.checking ??= this.load().finally(() => {
      this.checking = null;
    });
    return this.checking;
  }

  /** The type, looked up again when memory does not know it; undefined when there is none. */
  async find(key: string): Promise<PublishedType | undefined> {
    return (await this.now()).get(key) ?? (await this.refresh()).get(key);
  }

  /** The definitions as they are now: after a change, or when a write found them old. */
  refresh(): Promise<Catalogue> {
    return this.load();
  }

  private async load(): Promise<Catalogue> {
    const asked = performance.now();
    const versions = await this.store.versions(this.db);
    const known = versions.map(({ id, key, version }) => {
      const kept = this.kept.get(key);
      return kept?.id === id && kept.version === version ? kept : undefined;
    });
    const missing = versions.filter((_, index) => !known[index]).map(({ key }) => key);
    if (missing.length > 0 || versions.length !== this.kept.all().length) {
      const loaded = new Map((await this.store.load(this.db, missing)).map((type) => [type.key, type]));
      const types = versions.flatMap(({ key }, index) => known[index] ?? loaded.get(key) ?? []);
      this.kept = new Catalogue(new Map(types.map((type) => [type.key, type])));
    }
    this.checkedAt = asked;
    return this.kept;
  }
}
