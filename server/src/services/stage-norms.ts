import { overNormBefore } from '@etapa/shared/definition/over-norm';
import { Injectable } from '@nestjs/common';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import type { NormSearch } from '../store/norm-warnings.ts';
import { OrganizationStore } from '../store/organization.ts';

/** The norms of all open stages, by each stage's own clock. */
@Injectable()
export class StageNorms {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly organizations: OrganizationStore,
  ) {}

  /** Each stage with a norm, and the moment: who entered it before is over the norm now. */
  async passed(now: Date): Promise<Omit<NormSearch, 'from'>[]> {
    const { workingCalendar: hours, timeZone } = await this.organizations.get(this.database);
    return (await this.catalogue.now()).all().flatMap(({ key: entityType, definition }) =>
      (definition.funnels ?? []).flatMap(({ key: funnel, stages }) =>
        stages.flatMap((stage) => {
          const cutoff = overNormBefore(stage, { now, hours, timeZone });
          return cutoff ? [{ entityType, funnel, stage: stage.key, cutoff }] : [];
        }),
      ),
    );
  }
}
