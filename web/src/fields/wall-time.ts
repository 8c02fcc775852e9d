/**
 * An instant as the clock on the wall of a zone shows it.
 *
 * @param instant ISO 8601 with offset
 * @param timeZone IANA name
 * @returns `YYYY-MM-DD HH:mm:ss`, or null for what is no instant
 */
export function wallTimeOf(instant: string, timeZone: string): string | null {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? null : wall(at, timeZone);
}

/**
 * The instant at which the clock of a zone shows this. A time that a change to summer time skips is taken
 * as if the clock had not been changed yet; of a time that comes twice, the first.
 *
 * @param wallTime `YYYY-MM-DD HH:mm:ss`
 * @returns ISO 8601 in UTC
 */
export function instantOf(wallTime: string, timeZone: string): string | null {
  const asUtc = new Date(`${wallTime.replace(' ', 'T')}Z`);
  if (Number.isNaN(asUtc.getTime())) return null;
  const candidates = [-1, 1].map((day) => {
    const offset = offsetAt(new Date(asUtc.getTime() + day * 86_400_000), timeZone);
    return new Date(asUtc.getTime() - offset);
  });
  const exact = candidates.filter((candidate) => wall(candidate, timeZone) === wallTime);
  const chosen = exact.sort((left, right) => left.getTime() - right.getTime())[0] ?? candidates[0];
  return chosen?.toISOString() ?? null;
}

/** Milliseconds the zone is ahead of UTC. */
function offsetAt(at: Date, timeZone: string): number {
  return new Date(`${wall(at, timeZone).replace(' ', 'T')}Z`).getTime() - Math.floor(at.getTime() / 1000) * 1000;
}

function wall(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const find = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${find('year')}-${find('month')}-${find('day')} ${find('hour')}:${find('minute')}:${find('second')}`;
}
