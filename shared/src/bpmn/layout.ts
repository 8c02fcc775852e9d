import type { Funnel, StageGroup } from '../definition/entity-type.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Where the parts of a funnel stand on paper, in pixels. */
export interface FunnelLayout {
  pool: Box;
  lanes: { group: StageGroup; box: Box }[];
  start: Box;
  /** By key of the stage. */
  stages: Map<string, Box>;
}

const COLUMN = 160;
const MARGIN = 60;
const TASK = { width: 100, height: 80 };
const EVENT = 36;
const OPEN_HEIGHT = 320;
/** Each end has a line of its own, so that no arrow goes through another. */
const LINE = 100;
const GROUPS: StageGroup[] = ['open', 'won', 'lost'];

/** The open stages in a row, below them where cards end. @param isTask whether a stage is drawn as a task, though it ends */
export function layoutFunnel({ stages }: Funnel, top: number, isTask: (key: string) => boolean): FunnelLayout {
  const groups = GROUPS.filter((group) => stages.some((stage) => stage.group === group));
  const width = MARGIN + (stages.length + 2) * COLUMN;
  const boxes = new Map<string, Box>();
  const lanes: FunnelLayout['lanes'] = [];
  let column = 1;
  let y = top;
  for (const group of groups) {
    const inside = stages.filter((each) => each.group === group);
    const height = group === 'open' ? OPEN_HEIGHT : LINE * inside.length + 40;
    lanes.push({ group, box: { x: 30, y, width: width - 30, height } });
    for (const [line, stage] of inside.entries()) {
      const size = isTask(stage.key) ? TASK : { width: EVENT, height: EVENT };
      const x = MARGIN + column * COLUMN + (TASK.width - size.width) / 2;
      const middle = group === 'open' ? height / 2 : 20 + LINE * (line + 0.5);
      boxes.set(stage.key, { x, y: y + middle - size.height / 2, ...size });
      column++;
    }
    y += height;
  }
  const middle = top + OPEN_HEIGHT / 2;
  return {
    pool: { x: 0, y: top, width, height: y - top },
    lanes,
    start: { x: MARGIN + 50, y: middle - EVENT / 2, width: EVENT, height: EVENT },
    stages: boxes,
  };
}

const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/**
 * The corners of an arrow: straight to what stands beside, around what lies between.
 *
 * @param turn which of the arrows of its picture it is, so that they do not lie on each other
 */
export function waypoints(from: Box, to: Box, turn: number): Point[] {
  const [start, end] = [middleOf(from), middleOf(to)];
  const shift = (turn % 7) * 8;
  if (Math.abs(start.y - end.y) > LINE / 2) {
    const x = start.x - 24 + shift;
    return [
      { x, y: from.y + from.height },
      { x, y: end.y },
      { x: to.x, y: end.y },
    ];
  }
  if (to.x > from.x && to.x - from.x < COLUMN * 1.5) {
    return [
      { x: from.x + from.width, y: start.y },
      { x: to.x, y: end.y },
    ];
  }
  const forwards = to.x > from.x;
  const y = forwards ? from.y - 20 - shift : from.y + from.height + 20 + shift;
  const edge = (box: Box) => (forwards ? box.y : box.y + box.height);
  return [
    { x: start.x + 12, y: edge(from) },
    { x: start.x + 12, y },
    { x: end.x - 12, y },
    { x: end.x - 12, y: edge(to) },
  ];
}
