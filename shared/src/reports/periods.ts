/** Days a person chose: both are part of the range. */
export interface Days {
  /** `YYYY-MM-DD` */
  from?: string;
  /** `YYYY-MM-DD` */
  to?: string;
}

/** Periods that people ask for; all but `all` end today. */
export const PRESETS = ['all', 'month', 'quarter', 'year', 'last30', 'last365'] as const;
export type Preset = (typeof PRESETS)[number];

/** Days of a preset, ending today. `all` has no ends. @param today `YYYY-MM-DD` */
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

/** The preset that days are today; undefined for days that are none, which stay as they are tomorrow. */
export const presetOf = ({ from, to }: Days, today: string): Preset | undefined =>
  PRESETS.find((preset) => {
    const days = presetDays(preset, today);
    return days.from === from && days.to === to;
  });

/** The same days as the server takes them: from the first up to, without, the second, in the organisation's zone. */
export function rangeOf({ from, to }: Days): Days {
  return { ...(from ? { from } : {}), ...(to ? { to: shiftDay(to, 1) } : {}) };
}

export function shiftDay(day: string, by: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}
