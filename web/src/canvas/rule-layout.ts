import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { RuleBlock, RuleGraph } from './rule-graph.ts';

/** A point of the canvas, in pixels. */
export interface Point {
  x: number;
  y: number;
}

export interface RuleLayout {
  /** The upper left corner of each block. */
  places: ReadonlyMap<string, Point>;
  /** Each line from its beginning over its corners to its end. */
  lines: ReadonlyMap<string, Point[]>;
}

/** Pixels. */
const SIZES: { readonly [Kind in RuleBlock['kind']]: { width: number; height: number } } = {
  trigger: { width: 270, height: 72 },
  condition: { width: 270, height: 72 },
  step: { width: 270, height: 72 },
  join: { width: 12, height: 12 },
  empty: { width: 170, height: 40 },
  end: { width: 90, height: 32 },
};

export const sizeOf = ({ kind }: RuleBlock) => SIZES[kind];

/** Places a rule with ELK from top to bottom, each branch in a column of its own. Loaded when a diagram is opened. */
export async function layOutRule({ blocks, ways }: RuleGraph): Promise<RuleLayout> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const graph: ElkNode = {
    id: 'rule',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.spacing.nodeNodeBetweenLayers': '56',
      'elk.layered.spacing.edgeNodeBetweenLayers': '20',
      'elk.spacing.nodeNode': '36',
      'elk.layered.mergeEdges': 'true',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
    },
    children: blocks.map((block) => ({ id: block.id, ...sizeOf(block) })),
    edges: ways.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  };
  const placed = await new Elk().layout(graph);
  const places = new Map((placed.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  const lines = new Map(
    (placed.edges ?? []).map(({ id, sections }) => {
      const [section] = sections ?? [];
      return [id, section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : []];
    }),
  );
  return { places, lines };
}

/** Texts on blocks are still read at this zoom. */
const READABLE = 0.8;

/**
 * Where the diagram is looked at first: all of it where its texts can be read then, else its beginning.
 * @param room width and height of the canvas, in pixels
 */
export function firstView({ blocks }: RuleGraph, { places }: RuleLayout, room: { width: number; height: number }) {
  const corners = blocks.map((block) => ({ ...(places.get(block.id) ?? { x: 0, y: 0 }), ...sizeOf(block) }));
  const right = Math.max(...corners.map(({ x, width }) => x + width));
  const bottom = Math.max(...corners.map(({ y, height }) => y + height));
  const whole = Math.min((room.width - 48) / right, (room.height - 48) / bottom);
  const zoom = Math.min(1, Math.max(READABLE, whole));
  const [begin] = corners;
  // What is too wide begins at what sets the rule off.
  const middle = right * zoom <= room.width || !begin ? right / 2 : begin.x + begin.width / 2;
  const y = bottom * zoom <= room.height - 48 ? (room.height - bottom * zoom) / 2 : 24;
  return { x: room.width / 2 - middle * zoom, y, zoom };
}

/** How far the place to add a step is from the block that its line meets, in pixels. */
const AWAY = 26;

/** Where on its line a step is added: before what follows, or, where branches meet, behind what went before. */
export function spotOf(points: readonly Point[], toJoin: boolean): Point {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return { x: 0, y: 0 };
  return toJoin ? { x: first.x, y: first.y + AWAY } : { x: last.x, y: last.y - AWAY };
}

/** An SVG path over points, with its corners rounded. */
export function pathOf(points: readonly Point[], radius = 10): string {
  return points
    .map((point, at) => {
      const [before, after] = [points[at - 1], points[at + 1]];
      if (!before) return `M${point.x},${point.y}`;
      if (!after) return `L${point.x},${point.y}`;
      const near = towards(point, before, radius);
      const far = towards(point, after, radius);
      return `L${near.x},${near.y} Q${point.x},${point.y} ${far.x},${far.y}`;
    })
    .join(' ');
}

/** The point at most so far from one point on the way to another. */
function towards(from: Point, to: Point, distance: number): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const share = length === 0 ? 0 : Math.min(distance, length / 2) / length;
  return { x: from.x + dx * share, y: from.y + dy * share };
}
