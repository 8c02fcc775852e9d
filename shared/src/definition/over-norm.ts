import { secondsOf } from '../fields/duration-length.ts';
import type { Stage } from './entity-type.ts';
import { type WorkingHours, workingSeconds } from './working-time.ts';

/** The moment, and how the organisation counts its working time; hours are absent until they are known. */
export interface StageClock {
  now: Date;
  hours?: WorkingHours;
  /** Of the organisation, IANA. */
  timeZone: string;
}

/** Working time is looked for no further back: seconds. */
const FURTHEST = 1000 * 86_400;

/** A norm in working time: its days are working days, its weeks those of the calendar. Seconds; null when it is none. */
export function workingNorm(norm: string, hours: WorkingHours): number | null {
  const whole = /^P(?:(\d+)W)?(?:(\d+)D)?(T.+)?$/.exec(norm);
  if (!whole) return secondsOf(norm) ?? null;
  const days = Number(whole[1] ?? 0) * hours.days.length + Number(whole[2] ?? 0);
  const rest = whole[3] ? secondsOf(`P${whole[3]}`) : 0;
  return rest === undefined ? null : days * workingDay(hours) + rest;
}

/** Seconds of a working day. */
export function workingDay({ from, to }: WorkingHours): number {
  const [fromHour = 0, fromMinute = 0] = from.split(':').map(Number);
  const [toHour = 0, toMinute = 0] = to.split(':').map(Number);
  return (toHour - fromHour) * 3600 + (toMinute - fromMinute) * 60;
}

/**
 * The moment before which a card must have entered a stage to be over its norm now, by the stage's own clock.
 *
 * @returns null where the stage has no norm; with the hours not known, working time counts as any time
 */
export function overNormBefore(stage: Stage, { now, hours, timeZone }: StageClock): Date | null {
  if (!stage.norm || stage.group !== 'open') return null;
  if (stage.clock !== 'working' || !hours) {
    const seconds = secondsOf(stage.norm);
    return seconds === undefined ? null : new Date(now.getTime() - seconds * 1000);
  }
  const norm = workingNorm(stage.norm, hours);
  if (norm === null) return null;
  let near = 0;
  let far = FURTHEST;
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2);
    const entered = new Date(now.getTime() - middle * 1000);
    if (workingSeconds(entered, now, hours, timeZone) > norm) far = middle;
    else near = middle;
  }
  return new Date(now.getTime() - far * 1000);
}
