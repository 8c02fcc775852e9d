import { NODE } from './funnel-graph.ts';

interface Point {
  x: number;
  y: number;
}

/** Which way a step goes: straight ahead, or round the stages between, on the one side or the other. */
export type FlowSide = 'ahead' | 'back' | 'over';

/** How far an arc of a length reaches out at its furthest, in pixels. */
export const reachOf = (span: number): number => 0.75 * bendOf(span);

/** How far the handles of the curve lie outside; three quarters of it is where a curve of this kind turns. */
export const bendOf = (span: number): number => 36 + 0.16 * span;

/**
 * The outermost points that steps reach beyond their stages, with what is written on them: a map that is fitted into
 * its room must show them, too.
 *
 * @param isNarrow stages stand below each other, and arcs go left and right
 */
export function outermost(
  places: ReadonlyMap<string, Point>,
  steps: readonly { from: string; to: string; side: FlowSide }[],
  isNarrow: boolean,
): Point[] {
  const text = isNarrow ? 40 : 14;
  return steps.flatMap(({ from, to, side }) => {
    const [one, other] = [places.get(from), places.get(to)];
    if (side === 'ahead' || !one || !other) return [];
    const out = reachOf(isNarrow ? Math.abs(one.y - other.y) : Math.abs(one.x - other.x)) + text;
    const [x, y] = [(one.x + other.x) / 2, (one.y + other.y) / 2];
    if (isNarrow) return [side === 'back' ? { x: x + NODE.width + out, y } : { x: x - out, y }];
    return [side === 'back' ? { x, y: y + NODE.height + out } : { x, y: y - out }];
  });
}
