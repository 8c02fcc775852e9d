import type { Stage } from '@etapa/shared/definition/entity-type';
import { type StageClock, workingDay, workingNorm } from '@etapa/shared/definition/over-norm';
import { workingSeconds } from '@etapa/shared/definition/working-time';
import { durationSeconds } from '../i18n/formats.ts';

export interface Age {
  seconds: number;
  /** In seconds of the stage's clock; null where it has none. */
  norm: number | null;
  over: boolean;
  /** Counted in working time. */
  working: boolean;
  /** Both as people say them, in seconds: a working day of work is a day. */
  said: { age: number; norm: number | null };
}

const DAY = 86_400;
/** A card nothing has happened to for so long is quiet, whatever its stage's norm. */
const QUIET = 14 * DAY;

/** In whole seconds: nobody reads tenths of them on a card. */
const since = (at: string, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / 1000));

/** Working time from a whole working day on as days. */
const inDays = (seconds: number, long: number): number => (seconds < long ? seconds : (seconds / long) * DAY);

/** How long a card has been in its stage by the stage's clock, and whether that is longer than the stage's norm. */
export function ageOf(stageEnteredAt: string | null, stage: Stage | undefined, clock: StageClock): Age | null {
  if (!stageEnteredAt) return null;
  const { now, hours, timeZone } = clock;
  const named = stage?.group === 'open' ? stage.norm : undefined;
  if (stage?.clock === 'working' && hours) {
    const seconds = Math.floor(workingSeconds(new Date(stageEnteredAt), now, hours, timeZone));
    const norm = named ? workingNorm(named, hours) : null;
    const long = workingDay(hours);
    const said = { age: inDays(seconds, long), norm: norm === null ? null : inDays(norm, long) };
    return { seconds, norm, over: norm !== null && seconds > norm, working: true, said };
  }
  const seconds = since(stageEnteredAt, now);
  const norm = named ? durationSeconds(named) : null;
  return { seconds, norm, over: norm !== null && seconds > norm, working: false, said: { age: seconds, norm } };
}

/**
 * How long nothing has happened to a card: the other clock.
 *
 * @returns null before a whole day has passed
 */
export function idleOf(
  lastActivityAt: string,
  { now }: Pick<StageClock, 'now'>,
): { seconds: number; quiet: boolean } | null {
  const seconds = since(lastActivityAt, now);
  return seconds < DAY ? null : { seconds, quiet: seconds > QUIET };
}
