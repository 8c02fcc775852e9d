import { type WorkingHours, workingSeconds } from './working-time.ts';

/** How far working time is looked for, in seconds: longer than anything waits. */
const FURTHEST = 100 * 366 * 86_400;

/**
 * The last moment from which so much working time has passed by `to`.
 *
 * @param seconds of working time
 * @param timeZone IANA name, of the organisation
 * @returns a hundred years before, where there is not so much
 */
export function workingBefore(to: Date, seconds: number, hours: WorkingHours, timeZone: string): Date {
  const from = (distance: number) => new Date(to.getTime() - distance * 1000);
  return from(reach((distance) => workingSeconds(from(distance), to, hours, timeZone) >= seconds));
}

/**
 * The first moment by which so much working time has passed since `from`: where that is the end of a day, the day's end
 * and not the next one's beginning.
 *
 * @param seconds of working time
 * @param timeZone IANA name, of the organisation
 * @returns a hundred years after, where there is never so much
 */
export function workingAfter(from: Date, seconds: number, hours: WorkingHours, timeZone: string): Date {
  const to = (distance: number) => new Date(from.getTime() + distance * 1000);
  return to(reach((distance) => workingSeconds(from, to(distance), hours, timeZone) >= seconds));
}

/** The least distance, in whole seconds, that is enough; every greater one is enough, too. */
function reach(isEnough: (distance: number) => boolean): number {
  if (isEnough(0)) return 0;
  let near = 0;
  let far = 86_400;
  for (; far < FURTHEST && !isEnough(far); far *= 2) near = far;
  far = Math.min(far, FURTHEST);
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2);
    if (isEnough(middle)) far = middle;
    else near = middle;
  }
  return far;
}
