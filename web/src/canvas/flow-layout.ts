import type { Funnel } from '@etapa/shared/definition/entity-type';
import { linesOf, NODE, type Placed } from './funnel-graph.ts';
import { layOut } from './layout.ts';

interface Step {
  from: string;
  to: string;
  count: number;
}

export interface FlowLayout {
  placed: Placed[];
  /** Stages stand below each other, and arcs go left and right. */
  isUpright: boolean;
}

/** More stages than these are too small to be read in one row. */
const ROW = 8;

/** Of a stage whose neighbours are many: names of many stages are long, and differ at their ends. */
const LARGE = { width: 230, height: 98 };

/** How large a stage of a flow map is, in pixels. */
export const sizeOf = (funnel: Funnel) => (isPlacedByUse(funnel) ? LARGE : NODE);

/** Whether the stages of a funnel are placed by how they are used, and not as they were designed. */
export const isPlacedByUse = ({ stages }: Funnel): boolean => stages.length > ROW;

/**
 * Places the stages of a flow map: few of them as they were designed, in a row or, on a narrow screen, in a column;
 * many of them from top to bottom by the steps that records took most.
 */
export async function layOutFlow(funnel: Funnel, steps: readonly Step[], isNarrow: boolean): Promise<FlowLayout> {
  try {
    if (isPlacedByUse(funnel)) return { placed: await byUse(funnel, steps), isUpright: true };
    const lines = linesOf(funnel, () => undefined);
    // Room for what is written on the lines.
    const [wide, high] = isNarrow ? [1.2, 1.25] : [1.35, 1.6];
    const placed = await layOut(funnel, lines, isNarrow);
    return { placed: placed.map((one) => ({ ...one, x: one.x * wide, y: one.y * high })), isUpright: isNarrow };
  } catch {
    // A map in a plain column is better than none, where what lays it out could not be loaded.
    const placed = funnel.stages.map((stage, index) => ({ stage, index, x: 0, y: index * (NODE.height + 60) }));
    return { placed, isUpright: true };
  }
}

/**
 * How high the room of a map has to be for all of it to be seen as large as its width allows, in pixels.
 *
 * @param points corners of the stages
 */
export function roomFor(points: readonly { x: number; y: number }[], isNarrow: boolean): number {
  const [room, least, most] = isNarrow ? [330, 320, 640] : [1100, 440, 960];
  const span = (values: number[]) => Math.max(...values) - Math.min(...values);
  const [wide, high] = [span(points.map(({ x }) => x)), span(points.map(({ y }) => y))];
  const fitted = high * Math.min(1.1, room / Math.max(1, wide)) * 1.3;
  return Math.round(Math.min(most, Math.max(least, fitted)));
}

/** Every stage below the one that records came from most often, as far as steps do not lead in a circle. */
async function byUse(funnel: Funnel, steps: readonly Step[]): Promise<Placed[]> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const lines = waysInto(funnel, steps);
  const { children = [] } = await new Elk().layout({
    id: 'flow',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.layered.spacing.nodeNodeBetweenLayers': '64',
      'elk.spacing.nodeNode': '56',
      'elk.spacing.componentComponent': '56',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    },
    children: funnel.stages.map(({ key }) => ({ id: key, ...LARGE })),
    edges: lines.map(({ from, to }) => ({ id: `${from}\n${to}`, sources: [from], targets: [to] })),
  });
  const places = new Map(children.map((node) => [node.id, node]));
  return funnel.stages.map((stage, index) => ({
    stage,
    index,
    x: places.get(stage.key)?.x ?? 0,
    y: places.get(stage.key)?.y ?? 0,
  }));
}

/** Steps by which stages are placed: the commonest first, each only where it makes no circle. */
function waysInto(funnel: Funnel, steps: readonly Step[]): Step[] {
  const kept: Step[] = [];
  const leads = (from: string, to: string): boolean =>
    from === to || kept.some((step) => step.from === from && leads(step.to, to));
  const moves = steps.reduce((sum, { count }) => sum + count, 0);
  const reached = new Set<string>();
  const known = new Set(funnel.stages.map(({ key }) => key));
  for (const step of [...steps].sort((one, other) => other.count - one.count)) {
    const { from, to } = step;
    // Rare steps place only what nothing else has placed yet.
    if ((reached.has(to) && step.count < moves / 100) || !known.has(from) || !known.has(to) || leads(to, from))
      continue;
    reached.add(to);
    kept.push(step);
  }
  return kept;
}
