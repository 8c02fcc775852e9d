import type { EntityType, Field, Stage } from '@etapa/shared/definition/entity-type';

/** Days a person chose: both are part of the range. */
export interface Days {
  /** `YYYY-MM-DD` */
  from?: string;
  /** `YYYY-MM-DD` */
  to?: string;
}

/** The same days as the server takes them: from the first up to, without, the second, in the organisation's zone. */
export function rangeOf({ from, to }: Days): Days {
  return { ...(from ? { from } : {}), ...(to ? { to: nextDay(to) } : {}) };
}

/** The select field that lost stages ask for; where they ask for none, a field called `lossReason`. */
export function lossReasonField(type: EntityType, stages: Stage[]): Field | undefined {
  const asked = new Set(stages.filter((stage) => stage.group === 'lost').flatMap((stage) => stage.required ?? []));
  return (
    type.fields.find((field) => asked.has(field.key) && field.kind === 'select') ??
    type.fields.find((field) => field.key === 'lossReason')
  );
}

/** Days of a preset, ending today. `all` has no ends. */
export function presetDays(preset: Preset, today: string): Days {
  const [year = '', month = ''] = today.split('-');
  const quarter = String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0');
  switch (preset) {
    case 'all':
      return {};
    case 'month':
      return { from: `${year}-${month}-01`, to: today };
    case 'quarter':
      return { from: `${year}-${quarter}-01`, to: today };
    case 'year':
      return { from: `${year}-01-01`, to: today };
    case 'last30':
      return { from: shiftDay(today, -29), to: today };
    case 'last365':
      return { from: shiftDay(today, -364), to: today };
  }
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

export const PRESETS = ['all', 'month', 'quarter', 'year', 'last30', 'last365'] as const;
export type Preset = (typeof PRESETS)[number];

const nextDay = (day: string): string => shiftDay(day, 1);

function shiftDay(day: string, by: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}
