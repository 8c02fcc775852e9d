import type { RuleBlock } from './rule-graph.ts';
import { type Point, type RuleLayout, sizeOf } from './rule-layout.ts';

const ARROWS: { readonly [key: string]: Point } = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/** The block one comes to from another by an arrow key; undefined where there is none that way, or it is another key. */
export function neighbour(
  blocks: readonly RuleBlock[],
  { places }: Pick<RuleLayout, 'places'>,
  from: string,
  key: string,
): string | undefined {
  const way = ARROWS[key];
  const centre = (block: RuleBlock): Point => {
    const { width, height } = sizeOf(block);
    const { x = 0, y = 0 } = places.get(block.id) ?? {};
    return { x: x + width / 2, y: y + height / 2 };
  };
  const own = blocks.find(({ id }) => id === from);
  if (!way || !own) return undefined;
  const here = centre(own);
  const reached = blocks.flatMap((block) => {
    const { x, y } = centre(block);
    const ahead = (x - here.x) * way.x + (y - here.y) * way.y;
    const aside = Math.abs((x - here.x) * way.y) + Math.abs((y - here.y) * way.x);
    // What is straight ahead comes before what is nearer but aside.
    return isChosen(block) && ahead > 1 ? [{ id: block.id, far: ahead + 2 * aside }] : [];
  });
  return reached.toSorted((one, other) => one.far - other.far)[0]?.id;
}

/** Blocks that can be chosen: the others are drawn to be seen only. */
export const isChosen = ({ kind }: RuleBlock): boolean => kind === 'trigger' || kind === 'condition' || kind === 'step';
