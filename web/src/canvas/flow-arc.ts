interface Point {
  x: number;
  y: number;
}

/** Which way a step goes: straight ahead, or round the stages between, on the one side or the other. */
export type FlowSide = 'ahead' | 'back' | 'over';

/** How far the handles of an arc of a length lie outside, in pixels. */
export const bendOf = (span: number): number => 36 + 0.16 * span;

/** Shares of the way along a curve that are looked at. */
const ALONG = [0.15, 0.3, 0.5, 0.7, 0.85];

/**
 * The outermost points that steps reach beyond their stages, with what is written on them: a map that is fitted into
 * its room must show them, too.
 *
 * @param size of a stage, in pixels
 * @param isUpright stages stand below each other, and arcs go left and right
 */
export function outermost(
  places: ReadonlyMap<string, Point>,
  steps: readonly { from: string; to: string; side: FlowSide }[],
  size: { width: number; height: number },
  isUpright: boolean,
): Point[] {
  return steps.flatMap(({ from, to, side }) => {
    const [one, other] = [places.get(from), places.get(to)];
    if (side === 'ahead' || !one || !other) return [];
    const span = isUpright ? Math.abs(one.y - other.y) : Math.abs(one.x - other.x);
    const towards = side === 'back' ? 1 : -1;
    const edge = side === 'back' ? (isUpright ? size.width : size.height) : 0;
    const text = isUpright ? 40 : 14;
    return ALONG.map((share) => {
      const bent = 3 * share * (1 - share) * bendOf(span);
      const at = (a: number, b: number) => a + (b - a) * share ** 2 * (3 - 2 * share);
      const out = edge + towards * (bent + text);
      return isUpright
        ? { x: at(one.x, other.x) + out, y: at(one.y, other.y) }
        : { x: at(one.x, other.x), y: at(one.y, other.y) + out };
    });
  });
}
