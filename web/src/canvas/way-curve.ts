import { getBezierPath, Position } from '@xyflow/react';
import { EDITED } from './funnel-graph.ts';

/**
 * How a way runs: straight `ahead`; `back`, or `over` other stages, round them in an arc; `far` and `near` into another
 * lane, from the side that it stands on; `out` and `in` to and from another process.
 */
export type Course = 'ahead' | 'back' | 'over' | 'far' | 'near' | 'out' | 'in';

interface Ends {
  sourceX: number;
  sourceY: number;
  targetX: number;
  targetY: number;
}

/** How far the round ends of a stage, where ways are drawn from, stand out, in pixels. */
const STANDS_OUT = 6;

/**
 * The line of a way, from the points at which stages have their ends: on top and below where the funnel runs from top to
 * bottom (`upright`), else left and right. Where on a stage a way begins follows from its size, which is fixed, so that a
 * stage needs no more than two ends: each costs time in every frame of a drag.
 */
export function curve(ends: Ends, course: Course, upright: boolean): { path: string; labelX: number; labelY: number } {
  const [along, across] = upright ? [EDITED.height, EDITED.width] : [EDITED.width, EDITED.height];
  // In the direction of the funnel and across it, so that both ways of running are told once.
  const turn = (x: number, y: number) => (upright ? { along: y, across: x } : { along: x, across: y });
  const source = turn(ends.sourceX, ends.sourceY);
  const target = turn(ends.targetX, ends.targetY);
  const from = { middle: source.along - STANDS_OUT - along / 2, side: source.across };
  const to = { middle: target.along + STANDS_OUT + along / 2, side: target.across };
  const half = across / 2;
  const at = (alongIt: number, acrossIt: number) =>
    upright ? { x: acrossIt, y: alongIt } : { x: alongIt, y: acrossIt };
  const [far, near] = upright ? [Position.Right, Position.Left] : [Position.Bottom, Position.Top];
  switch (course) {
    case 'ahead':
      return bezier(
        at(source.along, source.across),
        at(target.along, target.across),
        upright ? [Position.Bottom, Position.Top] : [Position.Right, Position.Left],
      );
    case 'far':
      return bezier(at(from.middle, from.side + half), at(to.middle, to.side - half), [far, near]);
    case 'near':
      return bezier(at(from.middle, from.side - half), at(to.middle, to.side + half), [near, far]);
    case 'out':
      return bezier(at(from.middle, from.side + half), at(target.along, target.across), [far, near]);
    case 'in':
      return bezier(at(source.along, source.across), at(to.middle, to.side + half), [near, far]);
    case 'back':
    case 'over': {
      const towards = course === 'back' ? 1 : -1;
      // Those that leave and those that arrive keep apart.
      const shift = towards * along * 0.2;
      return arc(
        at(from.middle - shift, from.side + towards * half),
        at(to.middle + shift, to.side + towards * half),
        towards * (36 + 0.16 * Math.abs(to.middle - from.middle)),
        upright,
      );
    }
  }
}

interface Point {
  x: number;
  y: number;
}

function bezier(from: Point, to: Point, [sourcePosition, targetPosition]: [Position, Position]) {
  const [path, labelX, labelY] = getBezierPath({
    sourceX: from.x,
    sourceY: from.y,
    sourcePosition,
    targetX: to.x,
    targetY: to.y,
    targetPosition,
  });
  return { path, labelX, labelY };
}

function arc(from: Point, to: Point, out: number, upright: boolean) {
  const [dx, dy] = upright ? [out, 0] : [0, out];
  const path = `M${from.x},${from.y} C${from.x + dx},${from.y + dy} ${to.x + dx},${to.y + dy} ${to.x},${to.y}`;
  // Three quarters of the way out is where a curve of this kind turns.
  return { path, labelX: (from.x + to.x) / 2 + 0.75 * dx, labelY: (from.y + to.y) / 2 + 0.75 * dy };
}
