import type { Funnel } from '@etapa/shared/definition/entity-type';
import { applyNodeChanges, ConnectionMode, type Edge, MarkerType, MiniMap } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { stageColor, stageCss } from '../ui/stage-color.ts';
import { Diagram } from './diagram.tsx';
import { EditedStage, type EditedStageNode } from './edited-stage.tsx';
import { FlowStep } from './flow-step.tsx';
import { NODE } from './funnel-graph.ts';
import { useFunnelLayout } from './use-funnel-layout.ts';

interface Props {
  funnel: Funnel;
  /** A line below the name of each stage. */
  details: (stage: string) => string;
  /** A stage, or a way as `from→to`. */
  selected: string | null;
  onSelect: (selected: string | null) => void;
  onRename: (stage: string, name: string) => void;
  /** @param to place among the stages of the funnel, from 0 */
  onMove: (stage: string, to: number) => void;
  onConnect: (from: string, to: string) => void;
  onRemove: (selected: string) => void;
}

const NODE_TYPES = { stage: EditedStage };
const EDGE_TYPES = { step: FlowStep };

/** A funnel as a diagram to work on: it shows the stages and says what is done to them, and changes nothing itself. */
export function FunnelEditor({ funnel, details, selected, onSelect, onRename, onMove, onConnect, onRemove }: Props) {
  const { t } = useTranslation('funnel');
  const { label } = useFormats();
  // The rail and the panel beside it leave a canvas that is higher than wide.
  const { placed, setPlaced, lines, narrow } = useFunnelLayout(funnel, '110em');
  const [nodes, setNodes] = useState<EditedStageNode[]>([]);
  const free = funnel.transitions === 'free';
  useEffect(() => {
    setNodes(
      placed.map(({ stage, index, x, y }) => ({
        id: stage.key,
        type: 'stage',
        // Room for the ways that go round, and for what is written on them.
        position: narrow ? { x: x * 1.2, y: y * 1.25 } : { x: x * 1.2, y: y * 1.5 },
        selected: stage.key === selected,
        data: {
          name: label(stage.name),
          color: stageCss(stageColor(stage, index)),
          details: details(stage.key) || t(`group.${stage.group}`),
          narrow,
          connectable: !free,
          rename: (name) => onRename(stage.key, name),
        },
        ...NODE,
        ariaLabel: `${label(stage.name)}, ${t(`group.${stage.group}`)}, ${details(stage.key)}`,
      })),
    );
  }, [placed, selected, label, details, t, narrow, free, onRename]);

  const edges: Edge[] = lines.map((line) => {
    const id = `${line.from}→${line.to}`;
    const stroke = id === selected ? 'var(--mantine-primary-color-filled)' : 'var(--ink-soft)';
    return {
      id,
      source: line.from,
      target: line.to,
      ...sidesOf(funnel, line.from, line.to),
      label: line.name,
      labelBgStyle: { fill: 'var(--surface)' },
      labelBgPadding: [4, 2],
      labelStyle: { fill: 'var(--mantine-color-text)', fontSize: 13 },
      type: 'step',
      selected: id === selected,
      interactionWidth: 24,
      style: { stroke, strokeWidth: id === selected ? 3 : 1.5, strokeDasharray: free ? '5 5' : undefined },
      markerEnd: { type: MarkerType.ArrowClosed, color: stroke },
      focusable: !free,
      selectable: !free,
      deletable: false,
      ariaLabel: `${stageName(funnel, line.from, label)} → ${stageName(funnel, line.to, label)}`,
    };
  });
  if (placed.length === 0) return null;
  return (
    <Diagram
      key={narrow ? 'narrow' : 'wide'}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      connectionMode={ConnectionMode.Strict}
      // The buttons above keep clear of the first stage.
      fitViewOptions={{ padding: { top: '64px', x: '8%', bottom: '24px' }, maxZoom: 1.1 }}
      nodesConnectable={!free}
      deleteKeyCode={null}
      onNodesChange={(changes) => {
        setNodes((before) => applyNodeChanges(changes, before));
        for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id);
      }}
      onEdgesChange={(changes) => {
        for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id);
      }}
      onPaneClick={() => onSelect(null)}
      onConnect={({ source, target }) => source !== target && onConnect(source, target)}
      onNodeDragStop={(_, node) => {
        const to = placeOf(funnel, nodes, node, narrow);
        const from = funnel.stages.findIndex(({ key }) => key === node.id);
        // Where nothing changed its place the diagram is laid out as it was.
        if (to === from) setPlaced((before) => [...before]);
        else onMove(node.id, to);
      }}
      onKeyDown={(event) => {
        if ((event.key === 'Delete' || event.key === 'Backspace') && selected && isCanvas(event.target))
          onRemove(selected);
      }}
    >
      {!narrow && funnel.stages.length > 8 && <MiniMap pannable zoomable />}
    </Diagram>
  );
}

/** Ways ahead leave at the end of a stage; ways back, and over other stages, go round outside. */
function sidesOf({ stages }: Funnel, from: string, to: string): { sourceHandle: string; targetHandle: string } {
  const [a, b] = [stages.findIndex(({ key }) => key === from), stages.findIndex(({ key }) => key === to)];
  const open = stages.filter(({ group }) => group === 'open').map(({ key }) => key);
  const ends = !open.includes(to);
  const side = b < a ? 'back-' : !ends && open.indexOf(to) > open.indexOf(from) + 1 ? 'over-' : '';
  return { sourceHandle: `${side}out`, targetHandle: `${side}in` };
}

const isCanvas = (target: EventTarget): boolean => !(target instanceof HTMLInputElement);

function stageName(funnel: Funnel, key: string, label: (name: Funnel['name']) => string): string {
  return label(funnel.stages.find((stage) => stage.key === key)?.name ?? key);
}

/** The place a stage was dragged to: behind those of its group that stand before it. */
function placeOf(funnel: Funnel, nodes: EditedStageNode[], dragged: EditedStageNode, narrow: boolean): number {
  const along = ({ position }: EditedStageNode) => (narrow ? position.y : position.x);
  const stages = funnel.stages;
  const group = stages.find(({ key }) => key === dragged.id)?.group;
  const fellows = stages.filter((stage) => stage.group === group && stage.key !== dragged.id);
  const across = ({ position }: EditedStageNode) =>
    group === 'open' ? along({ position } as EditedStageNode) : position.y;
  const mine = across(dragged);
  const before = fellows.filter(({ key }) => {
    const node = nodes.find(({ id }) => id === key);
    return node !== undefined && across(node) < mine;
  });
  const rest = stages.filter(({ key }) => key !== dragged.id);
  const last = before.at(-1);
  if (last) return rest.indexOf(last) + 1;
  const first = fellows[0];
  return first ? rest.indexOf(first) : stages.findIndex(({ key }) => key === dragged.id);
}
