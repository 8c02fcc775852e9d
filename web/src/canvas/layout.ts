import type { Funnel } from '@etapa/shared/definition/entity-type';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { type Line, NODE, type Placed } from './funnel-graph.ts';

const LANES = ['won', 'open', 'lost'] as const;

/**
 * Places the stages with ELK: from left to right along the lines, each group (won, open, lost) in its own lane;
 * on a narrow screen from top to bottom.
 * Loaded when a diagram is opened.
 */
export async function layOut(funnel: Funnel, lines: Line[], narrow: boolean): Promise<Placed[]> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const keys = new Set(funnel.stages.map((stage) => stage.key));
  const graph: ElkNode = {
    id: 'funnel',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': narrow ? 'DOWN' : 'RIGHT',
      'elk.layered.spacing.nodeNodeBetweenLayers': narrow ? '44' : '70',
      'elk.spacing.nodeNode': narrow ? '16' : '40',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.partitioning.activate': 'true',
    },
    children: funnel.stages.map((stage, at) => ({
      id: stage.key,
      ...NODE,
      layoutOptions: { 'elk.partitioning.partition': String(stage.group === 'open' ? at : funnel.stages.length) },
    })),
    edges: lines
      .filter((line) => keys.has(line.from) && keys.has(line.to))
      .map((line) => ({ id: line.id, sources: [line.from], targets: [line.to] })),
  };
  const placed = await new Elk().layout(graph);
  const places = new Map((placed.children ?? []).map((node) => [node.id, node]));
  const rows = lanesOf(funnel);
  return funnel.stages.map((stage, index) => ({
    stage,
    index,
    x: places.get(stage.key)?.x ?? 0,
    y: (narrow ? places.get(stage.key)?.y : rows.get(stage.key)) ?? 0,
  }));
}

/** The height of each stage: lanes in order, stages of a closed group below each other. */
function lanesOf(funnel: Funnel): Map<string, number> {
  const rows = new Map<string, number>();
  let y = 0;
  for (const group of LANES) {
    const stages = funnel.stages.filter((stage) => stage.group === group);
    if (stages.length === 0) continue;
    stages.forEach((stage, at) => {
      rows.set(stage.key, y + (group === 'open' ? 0 : at * (NODE.height + 20)));
    });
    y += (group === 'open' ? 1 : stages.length) * (NODE.height + 20) + 36;
  }
  return rows;
}
