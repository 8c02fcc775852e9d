import type { Funnel, Transition } from '@etapa/shared/definition/entity-type';
import { useMediaQuery } from '@mantine/hooks';
import {
  applyNodeChanges,
  ConnectionMode,
  type EdgeChange,
  MiniMap,
  type Node,
  type NodeChange,
  type ReactFlowInstance,
  SelectionMode,
} from '@xyflow/react';
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Diagram } from './diagram.tsx';
import { EditedStage, type StageFacts } from './edited-stage.tsx';
import { EditedWay, type EditedWayEdge } from './edited-way.tsx';
import { useFunnelEdges } from './funnel-edges.ts';
import { EDITED } from './funnel-graph.ts';
import { type OtherProcess, useFunnelNodes } from './funnel-nodes.ts';
import { LaneBand } from './lane-band.tsx';
import { type Arranged, dropped } from './lane-drop.ts';
import type { LaneLayout } from './lane-layout.ts';
import { ProcessBox } from './process-node.tsx';
import { useLaneLayout } from './use-lane-layout.ts';
import type { DrawnTunnel } from './way-edges.ts';

interface Props {
  funnel: Funnel;
  facts: (stage: string) => StageFacts;
  /** A condition of a way in words. */
  inWords: (guard: NonNullable<Transition['guard']>) => string;
  processes: readonly OtherProcess[];
  tunnels: readonly DrawnTunnel[];
  /** Stages by key, ways as `from→to`, tunnels by id. */
  selected: readonly string[];
  onSelect: (selected: string[]) => void;
  /** A stage whose name is to be typed. */
  renaming: string | null;
  onRenaming: (stage: string | null) => void;
  onRename: (stage: string, name: string) => void;
  onArrange: (arranged: Arranged) => void;
  onConnect: (from: string, to: string) => void;
  onTunnel: (stage: string, process: string) => void;
  /** Keys that the canvas itself does not know. */
  onKey: (event: KeyboardEvent, focused: string | null) => void;
  /** Shown whole again, each time it changes. */
  arrangement: number;
}

/** A funnel as a diagram to work on: it shows the stages and says what is done to them, and changes nothing itself. */
export function FunnelEditor(props: Props) {
  const { funnel, selected, onSelect, onKey, arrangement } = props;
  // The rail and the panel beside it leave a canvas that is higher than wide.
  const { layout, lines, upright } = useLaneLayout(funnel, '110em');
  const small = useMediaQuery('(max-width: 48em)') ?? false;
  const nodes = useFunnelNodes({ ...props, layout, upright });
  const edges = useFunnelEdges({ ...props, lines, upright });
  const flow = useRef<ReactFlowInstance<Node, EditedWayEdge> | null>(null);
  const frame = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for, and never by itself.
  useEffect(() => {
    if (arrangement > 0) void flow.current?.fitView(small ? FIT.small : FIT.large);
  }, [arrangement]);

  // A stage whose name is to be typed is brought into sight, where a new one came to lie outside of it.
  const { renaming } = props;
  useEffect(() => {
    const node = nodes.find(({ id }) => id === renaming);
    const room = frame.current?.getBoundingClientRect();
    const view = flow.current?.getViewport();
    if (!node || !room || !view) return;
    const [left, top] = [node.position.x * view.zoom + view.x, node.position.y * view.zoom + view.y];
    const [right, below] = [left + EDITED.width * view.zoom, top + EDITED.height * view.zoom];
    if (left >= 0 && top >= 0 && right <= room.width && below <= room.height) return;
    void flow.current?.fitView(small ? FIT.small : FIT.large);
  }, [renaming, nodes, small]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const id = idUnder(event.target);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (id !== null && plain && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      const rest = event.shiftKey ? selected.filter((each) => each !== id) : [];
      onSelect(event.shiftKey && selected.includes(id) ? rest : [...rest, id]);
      return;
    }
    const step = plain ? STEPS[event.key] : undefined;
    const keys = funnel.stages.map(({ key }) => key);
    if (step !== undefined && id !== null && keys.includes(id)) {
      event.preventDefault();
      const next = keys[keys.indexOf(id) + step];
      if (next === undefined) return;
      onSelect(event.shiftKey ? [...new Set([...selected, id, next])] : [next]);
      frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus();
      return;
    }
    onKey(event, id);
  };

  if (!layout) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the nodes and ways within.
    <div ref={frame} style={{ height: '100%' }} onKeyDown={onKeyDown}>
      <MovingDiagram
        key={upright ? 'upright' : 'wide'}
        {...props}
        layout={layout}
        upright={upright}
        small={small}
        nodes={nodes}
        edges={edges}
        flow={flow}
      />
    </div>
  );
}

interface MovingProps extends Props {
  layout: LaneLayout;
  upright: boolean;
  small: boolean;
  nodes: Node[];
  edges: EditedWayEdge[];
  flow: RefObject<ReactFlowInstance<Node, EditedWayEdge> | null>;
}

/**
 * Where the stages are while they are dragged: nothing above hears of it before they are let go. What it is called back
 * with never changes, since that would set every stage and way going in each frame.
 */
function MovingDiagram(props: MovingProps) {
  const { nodes: placed, edges, selected, small, flow } = props;
  const { t } = useTranslation('canvas');
  const now = useRef(props);
  now.current = props;
  const chosen = useRef(new Set(selected));
  chosen.current = new Set(selected);
  const [nodes, setNodes] = useState(() => withChosen(placed, new Set(selected)));

  useEffect(() => setNodes(withChosen(placed, chosen.current)), [placed]);
  useEffect(() => setNodes((before) => withChosen(before, new Set(selected))), [selected]);

  const choose = useCallback((changes: (NodeChange | EdgeChange)[]) => {
    const picks = changes.filter((change) => change.type === 'select');
    if (picks.length === 0) return;
    for (const { id, selected: on } of picks) {
      if (on) chosen.current.add(id);
      else chosen.current.delete(id);
    }
    now.current.onSelect([...chosen.current]);
  }, []);
  const change = useCallback(
    (changes: NodeChange[]) => {
      const moves = changes.filter(({ type }) => type !== 'select');
      if (moves.length > 0) setNodes((before) => applyNodeChanges(moves, before));
      choose(changes);
    },
    [choose],
  );
  const isStage = useCallback((id: string) => now.current.funnel.stages.some(({ key }) => key === id), []);
  const isWay = useCallback(
    ({ source, target }: { source: string; target: string }) =>
      source !== target && isStage(source) && !target.startsWith('lane:'),
    [isStage],
  );
  const connect = useCallback(
    ({ source, target }: { source: string; target: string }) =>
      isStage(target) ? now.current.onConnect(source, target) : now.current.onTunnel(source, target),
    [isStage],
  );
  const drop = useCallback((_event: unknown, _node: Node, dragged: Node[]) => {
    const { funnel, layout, upright, onArrange, nodes: places } = now.current;
    const spots = dragged.map(({ id, position }) => ({ id, ...position }));
    const arranged = dropped(funnel, layout, spots, upright);
    const before = funnel.stages.map(({ key }) => key).join();
    // What changed nothing goes back to its place.
    if (arranged.groups.size === 0 && arranged.order.join() === before) setNodes(withChosen(places, chosen.current));
    else onArrange(arranged);
  }, []);
  // One of several that is clicked is chosen alone; React Flow would keep them all, to be dragged.
  const click = useCallback((event: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean }, { id, type }: Node) => {
    if (type !== 'stage' || event.ctrlKey || event.metaKey || event.shiftKey) return;
    now.current.onSelect([id]);
  }, []);
  const begin = useCallback(
    (instance: ReactFlowInstance<Node, EditedWayEdge>) => {
      flow.current = instance;
    },
    [flow],
  );
  return (
    <Diagram
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onInit={begin}
      minZoom={0.1}
      connectionMode={ConnectionMode.Strict}
      // The buttons above and the small map below keep clear of the stages.
      fitViewOptions={small ? FIT.small : FIT.large}
      deleteKeyCode={null}
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={MULTI}
      zoomOnDoubleClick={false}
      elevateNodesOnSelect={false}
      // Enter, arrows and Delete mean here what the hint beside says.
      disableKeyboardA11y
      isValidConnection={isWay}
      onNodesChange={change}
      onEdgesChange={choose}
      onConnect={connect}
      onNodeClick={click}
      onNodeDragStop={drop}
    >
      {!small && <MiniMap pannable zoomable ariaLabel={t('minimap')} style={MAP} nodeColor={mapColor} />}
    </Diagram>
  );
}

/** The nodes with those chosen that are; a node that stays as it is stays the same. */
function withChosen(nodes: Node[], on: ReadonlySet<string>): Node[] {
  return nodes.map((node) =>
    node.type !== 'stage' || (node.selected ?? false) === on.has(node.id)
      ? node
      : { ...node, selected: on.has(node.id) },
  );
}

const NODE_TYPES = { stage: EditedStage, process: ProcessBox, lane: LaneBand };
const EDGE_TYPES = { way: EditedWay };
const MULTI = ['Meta', 'Control'];
const STEPS: { [key: string]: number } = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const FIT = {
  large: { padding: { top: '64px', x: '5%', bottom: '124px' }, maxZoom: 1.1 },
  small: { padding: { top: '104px', x: '5%', bottom: '32px' }, maxZoom: 1.1 },
} as const;
const MAP = { width: 150, height: 110 };
const mapColor = ({ type, data }: Node): string => (type === 'stage' ? String(data.color) : 'transparent');

function idUnder(target: EventTarget): string | null {
  const element = target instanceof Element ? target.closest('.react-flow__node, .react-flow__edge') : null;
  return element?.getAttribute('data-id') ?? null;
}
