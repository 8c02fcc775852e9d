import type { Caller } from '@etapa/shared/access/caller';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { Funnel } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import type { Cohort } from '../../store/cohorts.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { ownedWhere } from '../../store/forecasts.ts';
import { all } from '../../store/where.ts';
import type { TypeAccess } from '../access.ts';
import { RecordService } from '../records.ts';
import { narrowed } from '../records-filter.ts';
import { refused } from '../refusal-error.ts';
import { dayStart } from './funnel-stages.ts';

/** Records created in [from, to) that meet the filter, as reports are asked for them. */
export interface CohortQuery {
  from?: string;
  to?: string;
  filter?: ConditionGroup;
  /** Records of one person, or of one team. */
  owner?: string;
  team?: string;
}

/** The records that reports are about, among those that the reader may see. */
@Injectable()
export class ReportCohorts {
  constructor(
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
  ) {}

  /** @throws RefusalError `not_found`, `invalid_condition`, `forbidden` */
  async of(
    caller: Caller,
    entityType: string,
    { from, to, filter, owner, team }: CohortQuery,
  ): Promise<{ access: TypeAccess; cohort: Cohort }> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const where = all(narrowed(access, 'read', { filter }, await this.catalogue.now()), ownedWhere(owner, team));
    const zone = caller.organizationTimeZone;
    return { access, cohort: { entityType, from: dayStart(from, zone), to: dayStart(to, zone), where } };
  }

  /** @throws RefusalError as `of` does, also for a funnel that is not there */
  async ofFunnel(
    caller: Caller,
    entityType: string,
    key: string,
    query: CohortQuery,
  ): Promise<{ access: TypeAccess; cohort: Cohort; funnel: Funnel }> {
    const found = await this.of(caller, entityType, query);
    const funnel = found.access.type.definition.funnels?.find((each) => each.key === key);
    if (!funnel) throw refused('not_found', 'The type has no such funnel.');
    return { ...found, funnel };
  }
}
