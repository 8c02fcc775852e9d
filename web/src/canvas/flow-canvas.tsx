import type { Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { Box, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type Edge, MarkerType, type Node } from '@xyflow/react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { stageColor, stageCss } from '../ui/stage-color.ts';
import { Diagram } from './diagram.tsx';
import { type FlowSide, outermost } from './flow-arc.ts';
import { type FlowLayout, isPlacedByUse, layOutFlow, roomFor, sizeOf } from './flow-layout.ts';
import { FlowStage, type FlowStageData } from './flow-stage.tsx';
import { FlowStep } from './flow-step.tsx';
import { usePlayback } from './playback.ts';
import { stepKind } from './step-kind.ts';

interface Layout extends FlowLayout {
  of: Funnel;
  narrow: boolean;
}

interface Props {
  funnel: Funnel;
  nodes: { stage: string; visits: number; records: number }[];
  edges: { from: string; to: string; count: number; medianSeconds: number | null }[];
  /** Stages in turn of a way to be played; null for none. */
  path: string[] | null;
  onStage: (stage: string) => void;
  onStep: (from: string, to: string) => void;
}

// A point that is nothing to see: the map is fitted into its room with it.
const NODE_TYPES = { stage: FlowStage, point: () => null };
const EDGE_TYPES = { step: FlowStep };

/** What records really did, over the stages as they were designed: the thicker a line, the more went that way. */
export function FlowCanvas({ funnel, nodes: counted, edges: steps, path, onStage, onStep }: Props) {
  const { t } = useTranslation('reports');
  const { label, number, seconds } = useFormats();
  const narrow = useMediaQuery('(max-width: 48em)') ?? false;
  const visited = counted.map(({ stage }) => stage).join('\n');
  const whole = useMemo(() => withRemoved(funnel, visited.split('\n')), [funnel, visited]);
  const [layout, setLayout] = useState<Layout | null>(null);
  const played = usePlayback(path);
  // Stages keep their places when rare steps are hidden.
  const used = useRef(steps);
  useEffect(() => {
    used.current = steps;
  });
  useEffect(() => {
    let current = true;
    void layOutFlow(whole, used.current, narrow).then((next) => {
      if (current) setLayout({ ...next, of: whole, narrow });
    });
    return () => {
      current = false;
    };
  }, [whole, narrow]);

  // Places of other stages, or of another width of screen, are none of these.
  const { placed, isUpright } =
    layout?.of === whole && layout.narrow === narrow ? layout : { placed: [], isUpright: narrow };
  const places = new Map(placed.map(({ stage, x, y }) => [stage.key, { x, y }]));
  const size = sizeOf(whole);
  const most = Math.max(1, ...steps.map(({ count }) => count));
  const nodes: Node<FlowStageData>[] = placed.map(({ stage, index }) => {
    const figures = counted.find((one) => one.stage === stage.key);
    const parts = [
      t('flow.inStage', { count: figures?.records ?? 0, formatted: number(figures?.records ?? 0) }),
      ...(figures && figures.visits > figures.records ? [t('visits', { count: figures.visits })] : []),
    ];
    return {
      id: stage.key,
      type: 'stage',
      position: places.get(stage.key) ?? { x: 0, y: 0 },
      data: {
        name: label(stage.name),
        color: stageCss(stageColor(stage, index)),
        details: parts.join(' · '),
        lit: played?.stage === stage.key,
        isUpright,
      },
      ...size,
      draggable: false,
      connectable: false,
      ariaLabel: `${label(stage.name)}: ${parts.join(', ')}`,
    };
  });
  const open = funnel.stages.filter(({ group }) => group === 'open').map(({ key }) => key);
  const groupOf = (key: string) => whole.stages.find((stage) => stage.key === key)?.group;
  const yOf = (key: string) => places.get(key)?.y ?? 0;
  const isAhead = (from: string, to: string) =>
    isPlacedByUse(whole)
      ? yOf(to) > yOf(from)
      : open.includes(from) && (!open.includes(to) || open.indexOf(to) === open.indexOf(from) + 1);
  const sideOf = ({ from, to }: { from: string; to: string }): FlowSide => {
    if (isAhead(from, to)) return 'ahead';
    const isBack = from !== to && groupOf(from) !== 'won' && stepKind(whole, from, to).isRework;
    return isBack ? 'back' : 'over';
  };
  const at = (key: string) => whole.stages.findIndex((stage) => stage.key === key);
  const length = ({ from, to }: { from: string; to: string }) => Math.abs(at(to) - at(from));
  const nameOf = (key: string) => label(whole.stages.find((stage) => stage.key === key)?.name ?? key);
  // Short ones last: what is written on them stands above long ones that pass.
  const edges: Edge[] = [...steps]
    .sort((one, other) => length(other) - length(one))
    .map(({ from, to, count, medianSeconds }) => {
      const times = from === to ? t('flow.again', { count }) : number(count);
      const told = medianSeconds === null ? times : `${times} · ${seconds(medianSeconds)}`;
      const { isRework, isUnforeseen } = stepKind(whole, from, to);
      const on = played?.from === from && played.stage === to;
      const color = on
        ? 'var(--mantine-primary-color-filled)'
        : isRework
          ? 'var(--mantine-color-orange-6)'
          : 'var(--ink-soft)';
      const side = sideOf({ from, to });
      return {
        id: `${from}\n${to}`,
        source: from,
        target: to,
        sourceHandle: side === 'ahead' ? 'out' : `${side}-out`,
        targetHandle: side === 'ahead' ? 'in' : `${side}-in`,
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
          strokeDasharray: isUnforeseen ? '6 5' : undefined,
          cursor: 'pointer',
        },
        markerEnd: { type: MarkerType.ArrowClosed, color, markerUnits: 'userSpaceOnUse', width: 16, height: 16 },
        focusable: false,
      };
    });
  const reached = outermost(
    places,
    steps.map((step) => ({ ...step, side: sideOf(step) })),
    size,
    isUpright,
  );
  const points: Node[] = reached.map((position, index) => ({
    id: `point ${index}`,
    type: 'point',
    position,
    data: {},
    width: 1,
    height: 1,
    draggable: false,
    selectable: false,
    focusable: false,
    domAttributes: { 'aria-hidden': true },
    style: { pointerEvents: 'none' },
  }));
  const corners = [...places.values()].flatMap((at) => [at, { x: at.x + size.width, y: at.y + size.height }]);
  const room = roomFor(corners, narrow);
  const openFocused = ({ key, target }: KeyboardEvent) => {
    const isEntered = key === 'Enter' && target instanceof Element;
    const id = isEntered ? target.closest('.react-flow__node')?.getAttribute('data-id') : null;
    if (id) onStage(id);
  };
  return (
    <Box h={room} onKeyDown={openFocused} role="group" aria-label={t('flow.map')}>
      {nodes.length === 0 ? (
        <Skeleton height="100%" />
      ) : (
        <Diagram
          // Another picture is fitted into the room anew.
          key={[narrow, ...places.keys()].join('\n')}
          nodes={[...nodes, ...points]}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          fitViewOptions={{ padding: 0.12, maxZoom: 1.1 }}
          nodesDraggable={false}
          nodesConnectable={false}
          minZoom={0.1}
          zoomOnScroll={false}
          preventScrolling={false}
          onNodeClick={(_, node) => onStage(node.id)}
          onEdgeClick={(_, edge) => onStep(edge.source, edge.target)}
        />
      )}
    </Box>
  );
}

/** The funnel with stages that records were in and that are no longer there. */
function withRemoved(funnel: Funnel, visited: string[]): Funnel {
  const removed = visited.filter((key) => key !== '' && !funnel.stages.some((stage) => stage.key === key));
  if (removed.length === 0) return funnel;
  return { ...funnel, stages: [...funnel.stages, ...removed.map((key): Stage => ({ key, name: key, group: 'lost' }))] };
}
