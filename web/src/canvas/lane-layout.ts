import type { Funnel, Stage, StageGroup } from '@etapa/shared/definition/entity-type';
import { EDITED, type Line, type Placed } from './funnel-graph.ts';

/** A band that holds the stages of one group. */
export interface Lane {
  group: StageGroup;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LaneLayout {
  placed: Placed[];
  lanes: Lane[];
  /** The right edge and the lower edge of all lanes. */
  width: number;
  height: number;
}

const GAP = { along: 56, across: 28 };
const PAD = { side: 20, top: 36 };
const BETWEEN = 24;
/** Stages one behind another before a new line begins. */
const IN_LINE = 12;

/**
 * The stages of a funnel in lanes by group. ELK says how far along a stage stands, so that ways which run beside each
 * other do; a long funnel goes on in a new line. From left to right, or, `upright`, from top to bottom.
 */
export async function layLanes(funnel: Funnel, lines: Line[], upright: boolean): Promise<LaneLayout> {
  const groups = { open: of(funnel, 'open'), won: of(funnel, 'won'), lost: of(funnel, 'lost') };
  const places = await alongOf(groups.open, lines, upright);
  const closed = (stages: Stage[]) => new Map(stages.map(({ key }, at) => [key, cell(at, upright, 1)]));
  const lanes: Lane[] = [];
  const placed = new Map<string, { x: number; y: number }>();
  const put = (
    group: StageGroup,
    cells: ReadonlyMap<string, { x: number; y: number }>,
    at: { x: number; y: number },
  ) => {
    const [width, height] = sizeOf(cells);
    lanes.push({ group, ...at, width, height });
    for (const [key, { x, y }] of cells) placed.set(key, { x: at.x + PAD.side + x, y: at.y + PAD.top + y });
    return { right: at.x + width, below: at.y + height };
  };
  if (upright) {
    const open = put('open', places, { x: 0, y: 0 });
    const won = put('won', closed(groups.won), { x: open.right + BETWEEN, y: 0 });
    put('lost', closed(groups.lost), { x: open.right + BETWEEN, y: won.below + BETWEEN });
  } else {
    const won = put('won', closed(groups.won), { x: 0, y: 0 });
    const open = put('open', places, { x: 0, y: won.below + BETWEEN });
    put('lost', closed(groups.lost), { x: 0, y: open.below + BETWEEN });
  }
  const width = Math.max(...lanes.map((lane) => lane.x + lane.width));
  const height = Math.max(...lanes.map((lane) => lane.y + lane.height));
  return {
    placed: funnel.stages.map((stage, index) => ({ stage, index, ...(placed.get(stage.key) ?? { x: 0, y: 0 }) })),
    lanes: lanes.map((lane) => (upright ? lane : { ...lane, width })),
    width,
    height,
  };
}

const of = (funnel: Funnel, group: StageGroup): Stage[] => funnel.stages.filter((stage) => stage.group === group);

/** The place of the nth of a lane, in lines of `inLine`. */
function cell(at: number, upright: boolean, inLine: number): { x: number; y: number } {
  // Closed stages stand beside each other where the funnel runs from left to right.
  if (inLine === 1)
    return upright ? { x: 0, y: at * (EDITED.height + GAP.across) } : { x: at * (EDITED.width + GAP.along), y: 0 };
  const [along, line] = [at % inLine, Math.floor(at / inLine)];
  return upright
    ? { x: line * (EDITED.width + 2 * GAP.across), y: along * (EDITED.height + GAP.along) }
    : { x: along * (EDITED.width + GAP.along), y: line * (EDITED.height + 2 * GAP.across) };
}

function sizeOf(cells: ReadonlyMap<string, { x: number; y: number }>): [number, number] {
  const all = [...cells.values()];
  const right = Math.max(0, ...all.map(({ x }) => x)) + EDITED.width;
  const below = Math.max(0, ...all.map(({ y }) => y)) + (all.length > 0 ? EDITED.height : 24);
  return [right + 2 * PAD.side, below + PAD.top + PAD.side];
}

/** Places of the open stages; those of a funnel that fits into one line by ELK, which is loaded when it is asked. */
async function alongOf(
  stages: Stage[],
  lines: Line[],
  upright: boolean,
): Promise<Map<string, { x: number; y: number }>> {
  if (stages.length > IN_LINE) return new Map(stages.map(({ key }, at) => [key, cell(at, upright, IN_LINE)]));
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const keys = new Set(stages.map(({ key }) => key));
  const { children } = await new Elk().layout({
    id: 'funnel',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': upright ? 'DOWN' : 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': String(GAP.along),
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.partitioning.activate': 'true',
      // Stages that no way leads to stand in line with the others.
      'elk.separateConnectedComponents': 'false',
    },
    children: stages.map(({ key }, at) => ({
      id: key,
      width: EDITED.width,
      height: EDITED.height,
      layoutOptions: { 'elk.partitioning.partition': String(at) },
    })),
    edges: lines
      .filter(({ from, to }) => keys.has(from) && keys.has(to))
      .map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  });
  const start = Math.min(...(children ?? []).map(({ x = 0, y = 0 }) => (upright ? y : x)));
  return new Map(
    (children ?? []).map(({ id, x = 0, y = 0 }) => [id, upright ? { x: 0, y: y - start } : { x: x - start, y: 0 }]),
  );
}
