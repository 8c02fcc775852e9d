import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';

/** What every part of a funnel report is about. */
export interface ReportContext {
  type: EntityType;
  funnel: Funnel;
  /** The condition of the records behind a figure: the report's cohort and these terms. */
  behind: (...more: ConditionRule[]) => ConditionGroup;
}
