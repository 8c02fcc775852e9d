import type { EntityType, Funnel } from '../../definition/entity-type.ts';
import type { Fault } from '../../fields/fault.ts';

export const PLACE_KEY = { type: 'string', minLength: 1, maxLength: 63 };

interface Place {
  stage?: unknown;
  funnel?: unknown;
  [other: string]: unknown;
}

/** Faults of a stage and a funnel that a type does not have. @param path JSON Pointer of what holds `stage` and `funnel` */
export function placeFaults({ stage, funnel }: Place, definition: EntityType, path: string): Fault[] {
  const funnels = funnelsOf(definition, funnel);
  if (funnel !== undefined && funnels.length === 0) {
    return [{ path: `${path}/funnel`, code: 'unknown_funnel', message: `There is no funnel "${String(funnel)}".` }];
  }
  if (stage === undefined || funnels.some((each) => holds(each, stage))) return [];
  return [{ path: `${path}/stage`, code: 'unknown_stage', message: `There is no stage "${String(stage)}".` }];
}

/**
 * The funnel that a stage is meant in: the one named; else the one the record is in; else the first that has it.
 *
 * @param present funnel the record is in
 * @returns undefined where no such funnel has the stage
 */
export function funnelFor(
  { stage, funnel }: Place,
  definition: EntityType,
  present: string | null,
): string | undefined {
  const holding = funnelsOf(definition, funnel).filter((each) => holds(each, stage));
  return (holding.find(({ key }) => key === present) ?? holding[0])?.key;
}

const funnelsOf = (definition: EntityType, funnel: unknown): Funnel[] =>
  (definition.funnels ?? []).filter(({ key }) => funnel === undefined || key === funnel);

const holds = ({ stages }: Funnel, stage: unknown): boolean => stages.some(({ key }) => key === stage);
