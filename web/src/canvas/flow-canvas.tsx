import type { Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { Box } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type Edge, MarkerType, type Node } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { stageColor, stageCss } from '../ui/stage-color.ts';
import { Diagram } from './diagram.tsx';
import { FlowStage, type FlowStageData } from './flow-stage.tsx';
import { FlowStep } from './flow-step.tsx';
import { linesOf, NODE, type Placed } from './funnel-graph.ts';
import { layOut } from './layout.ts';
import { usePlayback } from './playback.ts';
import { stepKind } from './step-kind.ts';

interface Props {
  funnel: Funnel;
  nodes: { stage: string; visits: number; records: number }[];
  edges: { from: string; to: string; count: number; medianSeconds: number | null }[];
  /** Stages in turn of a way to be played; null for none. */
  path: string[] | null;
  onStage: (stage: string) => void;
  onStep: (from: string, to: string) => void;
}

const NODE_TYPES = { stage: FlowStage };
const EDGE_TYPES = { step: FlowStep };

/** What records really did, over the stages as they were designed: the thicker a line, the more went that way. */
export function FlowCanvas({ funnel, nodes: counted, edges: steps, path, onStage, onStep }: Props) {
  const { t } = useTranslation('reports');
  const { label, number, seconds } = useFormats();
  const narrow = useMediaQuery('(max-width: 48em)') ?? false;
  const whole = useMemo(
    () =>
      withRemoved(
        funnel,
        counted.map(({ stage }) => stage),
      ),
    [funnel, counted],
  );
  const [placed, setPlaced] = useState<Placed[]>([]);
  const played = usePlayback(path);
  useEffect(() => {
    let current = true;
    void layOut(
      whole,
      linesOf(whole, () => undefined),
      narrow,
    ).then((next) => {
      if (current) setPlaced(next);
    });
    return () => {
      current = false;
    };
  }, [whole, narrow]);

  const most = Math.max(1, ...steps.map(({ count }) => count));
  const nodes: Node<FlowStageData>[] = placed.map(({ stage, index, x, y }) => {
    const figures = counted.find((one) => one.stage === stage.key);
    const parts = [
      t('flow.inStage', { count: figures?.records ?? 0, formatted: number(figures?.records ?? 0) }),
      ...(figures && figures.visits > figures.records ? [t('visits', { count: figures.visits })] : []),
    ];
    return {
      id: stage.key,
      type: 'stage',
      // Room for what is written on the lines.
      position: narrow ? { x: x * 1.2, y: y * 1.25 } : { x: x * 1.35, y: y * 1.6 },
      data: {
        name: label(stage.name),
        color: stageCss(stageColor(stage, index)),
        details: parts.join(' · '),
        lit: played?.stage === stage.key,
        narrow,
      },
      ...NODE,
      draggable: false,
      connectable: false,
      ariaLabel: `${label(stage.name)}: ${parts.join(', ')}`,
    };
  });
  const open = funnel.stages.filter(({ group }) => group === 'open').map(({ key }) => key);
  const isNext = (from: string, to: string) => !open.includes(to) || open.indexOf(to) === open.indexOf(from) + 1;
  const at = (key: string) => whole.stages.findIndex((stage) => stage.key === key);
  const length = ({ from, to }: { from: string; to: string }) => Math.abs(at(to) - at(from));
  const nameOf = (key: string) => label(whole.stages.find((stage) => stage.key === key)?.name ?? key);
  // Short ones last: what is written on them stands above long ones that pass.
  const edges: Edge[] = [...steps]
    .sort((one, other) => length(other) - length(one))
    .map(({ from, to, count, medianSeconds }) => {
      const times = from === to ? t('flow.again', { count }) : number(count);
      const told = medianSeconds === null ? times : `${times} · ${seconds(medianSeconds)}`;
      const kind = stepKind(funnel, from, to);
      const on = played?.from === from && played.stage === to;
      const color = on ? 'var(--mantine-primary-color-filled)' : LINE[kind];
      const side = kind === 'rework' ? 'back' : isNext(from, to) ? null : 'over';
      return {
        id: `${from}\n${to}`,
        source: from,
        target: to,
        sourceHandle: side ? `${side}-out` : 'out',
        targetHandle: side ? `${side}-in` : 'in',
        label: told,
        ariaLabel: `${nameOf(from)} → ${nameOf(to)}: ${told}`,
        labelBgPadding: [4, 2],
        labelBgStyle: { fill: 'var(--surface)' },
        labelStyle: { fill: 'var(--mantine-color-text)', fontSize: 14 },
        type: 'step',
        animated: on,
        interactionWidth: 24,
        style: {
          stroke: color,
          strokeWidth: on ? 6 : 1.5 + (7 * count) / most,
          strokeDasharray: kind === 'unforeseen' ? '6 5' : undefined,
          cursor: 'pointer',
        },
        markerEnd: { type: MarkerType.ArrowClosed, color, markerUnits: 'userSpaceOnUse', width: 16, height: 16 },
        focusable: false,
      };
    });
  return (
    <Box h={narrow ? 560 : 440} role="group" aria-label={t('flow.map')}>
      {nodes.length > 0 && (
        <Diagram
          key={narrow ? 'narrow' : 'wide'}
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          fitViewOptions={{ padding: 0.12, maxZoom: 1.1 }}
          nodesDraggable={false}
          nodesConnectable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          onNodeClick={(_, node) => onStage(node.id)}
          onEdgeClick={(_, edge) => onStep(edge.source, edge.target)}
        />
      )}
    </Box>
  );
}

const LINE = {
  forward: 'var(--ink-soft)',
  rework: 'var(--mantine-color-orange-6)',
  unforeseen: 'var(--ink-soft)',
} as const;

/** The funnel with stages that records were in and that are no longer there. */
function withRemoved(funnel: Funnel, visited: string[]): Funnel {
  const removed = visited.filter((key) => !funnel.stages.some((stage) => stage.key === key));
  if (removed.length === 0) return funnel;
  return { ...funnel, stages: [...funnel.stages, ...removed.map((key): Stage => ({ key, name: key, group: 'lost' }))] };
}
