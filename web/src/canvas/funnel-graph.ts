import type { Funnel, Stage, Transition } from '@etapa/shared/definition/entity-type';

/** A stage's place on the canvas, in pixels. */
export interface Placed {
  stage: Stage;
  /** Place among the stages of the funnel. */
  index: number;
  x: number;
  y: number;
}

export interface Line {
  id: string;
  from: string;
  to: string;
  /** Of a named transition. */
  name?: string;
  guard?: Transition['guard'];
}

export const NODE = { width: 210, height: 76 };
/** Of a stage that is worked on: more is told of it. */
export const EDITED = { width: 220, height: 92 };

/**
 * The ways that a reader of the funnel wants to see: its transitions, or, where every way is open, the
 * usual course from stage to stage and from the last open stage to each end.
 */
export function linesOf(funnel: Funnel, name: (stage: { label?: unknown }) => string | undefined): Line[] {
  if (funnel.transitions !== 'free') {
    return funnel.transitions.map((way) => ({
      id: `${way.from}-${way.to}`,
      from: way.from,
      to: way.to,
      name: name(way),
      guard: way.guard,
    }));
  }
  const open = funnel.stages.filter((stage) => stage.group === 'open');
  const ends = funnel.stages.filter((stage) => stage.group !== 'open');
  const last = open.at(-1);
  const course = open.slice(1).map((stage, at) => [open[at]?.key ?? '', stage.key] as const);
  const closing = last ? ends.map((stage) => [last.key, stage.key] as const) : [];
  return [...course, ...closing].map(([from, to]) => ({ id: `${from}-${to}`, from, to }));
}
