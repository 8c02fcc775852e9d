import type { Caller } from '@etapa/shared/access/caller';
import { namesField } from '@etapa/shared/access/fields';
import type { Found } from '@etapa/shared/api/search';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { literal } from '../store/conditions-fold.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { SearchStore } from '../store/search.ts';
import type { Where } from '../store/where.ts';
import { TypeAccess } from './access.ts';

/** Finds records of every type a person may see. */
@Injectable()
export class SearchService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly store: SearchStore,
  ) {}

  async find(caller: Caller, { q, limit = 20 }: { q: string; limit?: number }): Promise<{ items: Found[] }> {
    if (q.trim() === '') return { items: [] };
    const catalogue = await this.catalogue.now();
    const now = this.clock.now().toISOString();
    const accesses = catalogue.all().map((type) => new TypeAccess(caller, type, catalogue, now));
    const whole = accesses.filter((access) => access.everywhere().read === 'all');
    // What is written in fields that a person may not read must not be found out by searching for it.
    const titled = accesses.filter((access) => {
      const { read } = access.everywhere();
      return read !== 'all' && namesField(read, access.type.definition.titleField);
    });
    const sought = { whole: anyOf(whole), titled: anyOf(titled) };
    const items = await this.store.holding(this.database, q, sought, limit);
    if (items.length > 0) return { items };
    return { items: await this.store.resembling(this.database, q, sought, limit) };
  }
}

function anyOf(accesses: TypeAccess[]): Where {
  return (params) => {
    const parts = accesses.map((access) => {
      const where = access.where('read');
      const type = `r.entity_type = ${literal(access.type.key)}`;
      return where ? `(${type} AND (${where(params)}))` : type;
    });
    return parts.length === 0 ? 'false' : parts.join(' OR ');
  };
}
