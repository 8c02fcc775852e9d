import type { Behind, FunnelFigure } from '@etapa/shared/api/behind';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';

/** What every part of a funnel report is about. */
export interface ReportContext {
  type: EntityType;
  funnel: Funnel;
  /** A figure of the report's cohort, as a list takes it to show its records. */
  behind: (figure: FunnelFigure, more?: { stage?: string; reason?: string | null }) => Behind;
}
