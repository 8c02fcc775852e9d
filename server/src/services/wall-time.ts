const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * What calendar and clock of a zone show at an instant.
 * @returns `YYYY-MM-DD` and `HH:mm:ss`, with milliseconds where there are some
 */
export function wallTime(at: string, timeZone: string): { date: string; time: string } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    // Swedish writes the year first, as ISO 8601 does.
    clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' },
    });
    clocks.set(timeZone, clock);
  }
  const [date = '', time = ''] = clock.format(new Date(at)).replace(',', '.').split(' ');
  return { date, time: time.replace(/\.000$/, '') };
}
