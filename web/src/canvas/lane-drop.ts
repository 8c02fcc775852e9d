import type { Funnel, StageGroup } from '@etapa/shared/definition/entity-type';
import { EDITED } from './funnel-graph.ts';
import type { Lane, LaneLayout } from './lane-layout.ts';

interface Spot {
  id: string;
  x: number;
  y: number;
}

/** The funnel's stages in their new order, and those that came into another group. */
export interface Arranged {
  order: string[];
  groups: Map<string, StageGroup>;
}

/** What it means that stages were dragged and let go: they stand among those of the lane they were dropped on. */
export function dropped(
  { stages }: Funnel,
  { placed, lanes }: LaneLayout,
  dragged: Spot[],
  upright: boolean,
): Arranged {
  const moving = new Set(dragged.map(({ id }) => id));
  const order = stages.map(({ key }) => key).filter((key) => !moving.has(key));
  const groups = new Map<string, StageGroup>();
  const spots = new Map(placed.map(({ stage, x, y }) => [stage.key, { id: stage.key, x, y }]));
  const groupOf = new Map(stages.map(({ key, group }) => [key, group]));
  for (const spot of dragged.toSorted((one, other) => (stands(one, other, upright) ? -1 : 1))) {
    const own = groupOf.get(spot.id);
    if (own === undefined) continue;
    const group = laneAt(lanes, spot)?.group ?? own;
    if (group !== own) groups.set(spot.id, group);
    groupOf.set(spot.id, group);
    spots.set(spot.id, spot);
    const fellows = order.filter((key) => groupOf.get(key) === group);
    const last = fellows.findLast((key) => {
      const fellow = spots.get(key);
      return fellow !== undefined && stands(fellow, spot, upright);
    });
    const [first] = fellows;
    const at = last !== undefined ? order.indexOf(last) + 1 : first !== undefined ? order.indexOf(first) : order.length;
    order.splice(at, 0, spot.id);
  }
  return { order, groups };
}

function laneAt(lanes: Lane[], { x, y }: Spot): Lane | undefined {
  const [middle, height] = [x + EDITED.width / 2, y + EDITED.height / 2];
  return lanes.find(
    (lane) => middle >= lane.x && middle <= lane.x + lane.width && height >= lane.y && height <= lane.y + lane.height,
  );
}

/** Whether one stands before the other: in the same line by how far along, else in an earlier line. */
function stands(one: Spot, other: Spot, upright: boolean): boolean {
  const [line, along] = upright ? (['x', 'y'] as const) : (['y', 'x'] as const);
  const size = upright ? EDITED.width : EDITED.height;
  return Math.abs(one[line] - other[line]) < size * 0.6 ? one[along] < other[along] : one[line] < other[line];
}
