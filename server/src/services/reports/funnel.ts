import type { Caller } from '@etapa/shared/access/caller';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { summedFields } from '../../store/board-totals.ts';
import { currencyExpression, fieldExpression } from '../../store/conditions-fields.ts';
import type { SummedField } from '../../store/funnel-read.ts';
import { FunnelReports } from '../../store/funnel-reports.ts';
import { funnelAnswer } from '../funnel-answer.ts';
import { ReportAnswers } from './answers.ts';
import { type CohortQuery, ReportCohorts } from './cohorts.ts';
import { defaultAmount } from './forecast-terms.ts';
import { readable, reasonField, stagesOf } from './funnel-stages.ts';

/** The funnel report: every figure counts only what the reader may see. */
@Injectable()
export class FunnelReportService {
  constructor(
    private readonly answers: ReportAnswers,
    private readonly clock: Clock,
    private readonly cohorts: ReportCohorts,
    private readonly funnels: FunnelReports,
  ) {}

  /**
   * The funnel report of the records created in [from, to); days begin in the organisation's zone.
   *
   * @throws RefusalError `not_found`, `invalid_condition`, `forbidden`
   */
  async read(caller: Caller, entityType: string, funnelKey: string, query: CohortQuery) {
    const { access, funnel, cohort } = await this.cohorts.ofFunnel(caller, entityType, funnelKey, query);
    const { definition } = access.type;
    const stages = stagesOf(funnel, caller);
    const summed = readable(summedFields(definition), access).map((field) => summedOf(definition, field));
    const reason = reasonField(definition, funnel, access);
    const lossReason = reason ? `(${fieldExpression(reason).value})::text` : null;
    const shown = [summed.map(({ key }) => key), lossReason, stages];
    const asked = ['funnel', entityType, access.type.version, funnelKey, shown, caller.organizationTimeZone, query];
    const { read, asOf } = await this.answers.of(
      caller,
      asked,
      (db) => this.funnels.read(db, cohort, funnelKey, stages, summed, lossReason, this.clock.now()),
      { sameForAll: cohort.where === null },
    );
    return { ...funnelAnswer(stages, read, defaultAmount(readable(definition.fields, access))?.key), asOf };
  }
}

const summedOf = (definition: EntityType, field: Field): SummedField => ({
  key: field.key,
  value: fieldExpression(field).value,
  currency: currencyExpression(definition.fields, field),
});
