import type { Stage } from '@etapa/shared/definition/entity-type';
import { type WorkingHours, workingSeconds } from '@etapa/shared/definition/working-time';
import { durationSeconds } from '../i18n/formats.ts';

/** The moment, and how the organisation counts its working time; hours are absent until they are known. */
export interface BoardClock {
  now: Date;
  hours?: WorkingHours;
  /** Of the organisation, IANA. */
  timeZone: string;
}

export interface Age {
  seconds: number;
  /** In seconds of the stage's clock; null where it has none. */
  norm: number | null;
  over: boolean;
  /** Counted in working time. */
  working: boolean;
}

const DAY = 86_400;
/** A card nothing has happened to for so long is quiet, whatever its stage's norm. */
const QUIET = 14 * DAY;

/** Seconds of a working day. */
function workingDay({ from, to }: WorkingHours): number {
  const [fromHour = 0, fromMinute = 0] = from.split(':').map(Number);
  const [toHour = 0, toMinute = 0] = to.split(':').map(Number);
  return (toHour - fromHour) * 3600 + (toMinute - fromMinute) * 60;
}

/** A norm in working time: its days are working days, its weeks those of the calendar. */
function workingNorm(norm: string, hours: WorkingHours): number | null {
  const whole = /^P(?:(\d+)W)?(?:(\d+)D)?(T.+)?$/.exec(norm);
  if (!whole) return durationSeconds(norm);
  const days = Number(whole[1] ?? 0) * hours.days.length + Number(whole[2] ?? 0);
  const rest = whole[3] ? durationSeconds(`P${whole[3]}`) : 0;
  return rest === null ? null : days * workingDay(hours) + rest;
}

const since = (at: string, now: Date): number => Math.max(0, (now.getTime() - new Date(at).getTime()) / 1000);

/** How long a card has been in its stage by the stage's clock, and whether that is longer than the stage's norm. */
export function ageOf(stageEnteredAt: string | null, stage: Stage | undefined, clock: BoardClock): Age | null {
  if (!stageEnteredAt) return null;
  const { now, hours, timeZone } = clock;
  const named = stage?.group === 'open' ? stage.norm : undefined;
  if (stage?.clock === 'working' && hours) {
    const seconds = workingSeconds(new Date(stageEnteredAt), now, hours, timeZone);
    const norm = named ? workingNorm(named, hours) : null;
    return { seconds, norm, over: norm !== null && seconds > norm, working: true };
  }
  const seconds = since(stageEnteredAt, now);
  const norm = named ? durationSeconds(named) : null;
  return { seconds, norm, over: norm !== null && seconds > norm, working: false };
}

/**
 * How long nothing has happened to a card: the other clock.
 *
 * @returns null before a whole day has passed
 */
export function idleOf(
  lastActivityAt: string,
  { now }: Pick<BoardClock, 'now'>,
): { seconds: number; quiet: boolean } | null {
  const seconds = since(lastActivityAt, now);
  return seconds < DAY ? null : { seconds, quiet: seconds > QUIET };
}

/** Working time is looked for no further back. */
const FURTHEST = 1000 * DAY;

/**
 * The moment before which a card must have entered a stage to be over its norm now, by the stage's working time.
 *
 * @returns null where the stage has no norm in working time, or the hours are not known
 */
export function overNormBefore(stage: Stage, { now, hours, timeZone }: BoardClock): Date | null {
  if (stage.clock !== 'working' || !hours || !stage.norm || stage.group !== 'open') return null;
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
