import type { Organization } from '@etapa/shared/api/organization';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { OrganizationEntity } from './entities/organization.ts';

@Injectable()
export class OrganizationStore {
  async get(db: Queryable): Promise<Organization> {
    const { name, timeZone, currency, country, languages, workingCalendar } = await db.manager.findOneByOrFail(
      OrganizationEntity,
      { id: true },
    );
    return { name, timeZone, currency, country, languages, workingCalendar };
  }

  async update(db: Queryable, changes: Partial<Organization>): Promise<void> {
    await db.manager.update(OrganizationEntity, { id: true }, changes);
  }
}
