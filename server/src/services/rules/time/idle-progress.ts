import type { SpanClock } from '@etapa/shared/rules/triggers/span';
import type { Reached } from '../../../store/time-rules.ts';

/** Before everything. */
const BEGINNING = '0001-01-01T00:00:00.000Z';

/** How far a rule about idle time has been followed: by the calendar, and apart from it in working time. */
export class IdleProgress {
  private readonly places: string;
  private state: Reached | null;

  /** @param working the rule's stages that count working time: where others did, everything is looked at again */
  constructor(reached: Reached | null, working: readonly { funnel: string; stage: string }[]) {
    this.places = working.map(({ funnel, stage }) => `${funnel}/${stage}`).join(' ');
    this.state = reached?.isNew || (reached?.working?.places ?? '') !== this.places ? null : reached;
  }

  /** The last that has been seen by a clock; null when that is none. */
  reached(clock: SpanClock): Pick<Reached, 'at' | 'id'> | null {
    return clock.hours ? (this.state?.working ?? null) : this.state;
  }

  /** Goes on to the next by a clock. @returns how far the rule has been followed then */
  to(clock: SpanClock, last: { at: string; id: string }): Reached {
    const { at = BEGINNING, id, working } = this.state ?? {};
    const next = { ...last, places: this.places };
    const calendar = clock.hours ? { at, ...(id === undefined ? {} : { id }) } : last;
    const started = this.places === '' ? {} : { working: working ?? { at: BEGINNING, id: '0', places: this.places } };
    this.state = { ...calendar, ...(clock.hours ? { working: next } : started) };
    return this.state;
  }
}
