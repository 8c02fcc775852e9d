import type { EntityType, Field, Stage } from '@etapa/shared/definition/entity-type';
import { type Days, shiftDay } from '@etapa/shared/reports/periods';

/** The select field that lost stages ask for; where they ask for none, a field called `lossReason`. */
export function lossReasonField(type: EntityType, stages: Stage[]): Field | undefined {
  const asked = new Set(stages.filter((stage) => stage.group === 'lost').flatMap((stage) => stage.required ?? []));
  return (
    type.fields.find((field) => asked.has(field.key) && field.kind === 'select') ??
    type.fields.find((field) => field.key === 'lossReason')
  );
}

/** As many days right before these; none of a range that has no first or no last day. */
export function previousDays({ from, to }: Days): Days | null {
  if (!from || !to) return null;
  const length = Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;
  return { from: shiftDay(from, -length), to: shiftDay(from, -1) };
}

/** The same days of the year before; none of a range that has no first and no last day. */
export function lastYearDays({ from, to }: Days): Days | null {
  if (!from && !to) return null;
  return { ...(from ? { from: yearBefore(from) } : {}), ...(to ? { to: yearBefore(to) } : {}) };
}

const DAY = 86_400_000;

/** The 29th of February is the 28th a year before. */
function yearBefore(day: string): string {
  const before = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`;
  return before.endsWith('-02-29') ? `${before.slice(0, 8)}28` : before;
}
