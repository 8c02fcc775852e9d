import type { Funnel, Transition } from '@etapa/shared/definition/entity-type';
import { useMediaQuery } from '@mantine/hooks';
import {
  applyNodeChanges,
  ConnectionMode,
  type Edge,
  type EdgeChange,
  MiniMap,
  type Node,
  type NodeChange,
  type ReactFlowInstance,
  SelectionMode,
} from '@xyflow/react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { stageColor, stageCss } from '../ui/stage-color.ts';
import { Diagram } from './diagram.tsx';
import { EditedStage, type StageFacts } from './edited-stage.tsx';
import { EditedWay } from './edited-way.tsx';
import { EDITED } from './funnel-graph.ts';
import { LaneBand } from './lane-band.tsx';
import { type Arranged, dropped } from './lane-drop.ts';
import { PROCESS, ProcessBox } from './process-node.tsx';

import { useLaneLayout } from './use-lane-layout.ts';
import { type DrawnTunnel, tunnelEdge, wayEdge } from './way-edges.ts';

/** Another process or funnel on the canvas. */
export interface OtherProcess {
  id: string;
  name: string;
  funnel: string;
  icon: string | undefined;
  color: string | undefined;
}

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
  onKey: (event: KeyboardEvent) => void;
  /** Laid out and shown whole again, each time it changes. */
  arrangement: number;
}

const NODE_TYPES = { stage: EditedStage, process: ProcessBox, lane: LaneBand };
const EDGE_TYPES = { step: EditedWay };
const MARGIN = 90;

/** A funnel as a diagram to work on: it shows the stages and says what is done to them, and changes nothing itself. */
export function FunnelEditor(props: Props) {
  const { funnel, facts, inWords, processes, tunnels, selected, renaming, arrangement } = props;
  const { onSelect, onRenaming, onRename, onArrange, onConnect, onTunnel, onKey } = props;
  const { t } = useTranslation(['funnel', 'canvas']);
  const { label } = useFormats();
  // The rail and the panel beside it leave a canvas that is higher than wide.
  const { layout, lines, upright } = useLaneLayout(funnel, '110em');
  const small = useMediaQuery('(max-width: 48em)') ?? false;
  const [nodes, setNodes] = useState<Node[]>([]);
  const [snapped, setSnapped] = useState(0);
  const flow = useRef<ReactFlowInstance<Node, Edge> | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const chosen = useRef(new Set(selected));
  chosen.current = new Set(selected);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was dragged and changed nothing goes back.
  useEffect(() => {
    if (!layout) return;
    const on = chosen.current;
    const lanes = layout.lanes.map((lane) => ({
      id: `lane:${lane.group}`,
      type: 'lane',
      position: { x: lane.x, y: lane.y },
      width: lane.width,
      height: lane.height,
      zIndex: -1,
      ...FIXED,
      focusable: false,
      selectable: false,
      data: { name: t(`group.${lane.group}`), group: lane.group },
      // What it says is said of each stage.
      domAttributes: { 'aria-hidden': true },
      style: { pointerEvents: 'none' as const },
    }));
    const stages = layout.placed.map(({ stage, index, x, y }) => {
      const told = facts(stage.key);
      return {
        id: stage.key,
        type: 'stage',
        position: { x, y },
        selected: on.has(stage.key),
        deletable: false,
        data: {
          name: label(stage.name),
          color: stageCss(stageColor(stage, index)),
          group: t(`group.${stage.group}`),
          facts: told,
          upright,
          renaming: renaming === stage.key,
          onRenaming: (yes: boolean) => onRenaming(yes ? stage.key : null),
          rename: (name: string) => onRename(stage.key, name),
        },
        ...EDITED,
        ariaLabel: [
          label(stage.name),
          t(`group.${stage.group}`),
          told.cards,
          told.norm,
          told.probability,
          told.required > 0 && t('canvas:asks', { count: told.required }),
          told.rules > 0 && t('canvas:rules', { count: told.rules }),
          told.guard && t('canvas:enters', { condition: told.guard }),
        ]
          .filter(Boolean)
          .join(', '),
      };
    });
    const others = processes.map((process, at) => ({
      id: process.id,
      type: 'process',
      position: upright
        ? { x: layout.width + MARGIN, y: at * (PROCESS.height + 28) }
        : { x: at * (PROCESS.width + 40), y: layout.height + MARGIN },
      ...FIXED,
      selectable: false,
      data: { ...process, upright },
      ...PROCESS,
      ariaLabel: t('canvas:process', { name: [process.name, process.funnel].filter(Boolean).join(' · ') }),
    }));
    setNodes([...lanes, ...stages, ...others]);
  }, [layout, snapped, processes, facts, renaming, label, t, upright, onRename, onRenaming]);

  useEffect(() => {
    const on = new Set(selected);
    // What stays as it is keeps its node: a stage that is dragged does not draw the others anew.
    setNodes((before) =>
      before.map((node) =>
        node.type !== 'stage' || node.selected === on.has(node.id) ? node : { ...node, selected: on.has(node.id) },
      ),
    );
  }, [selected]);

  const free = funnel.transitions === 'free';
  const edges = useMemo(() => {
    const on = new Set(selected);
    const nameOf = (key: string) => label(funnel.stages.find((stage) => stage.key === key)?.name ?? key);
    const ways = lines.map((line) =>
      wayEdge(funnel, line, {
        free,
        selected: on.has(`${line.from}→${line.to}`),
        guard: line.guard ? inWords(line.guard) : '',
        name: `${nameOf(line.from)} → ${nameOf(line.to)}`,
        upright,
      }),
    );
    const dug = tunnels.map((tunnel) =>
      tunnelEdge(tunnel, {
        selected: on.has(tunnel.id),
        off: t('canvas:tunnel.off'),
        name: t('canvas:tunnel.name', { name: tunnel.name }),
      }),
    );
    return [...ways, ...dug];
  }, [funnel, lines, free, selected, tunnels, inWords, upright, label, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for, and never by itself.
  useEffect(() => {
    if (arrangement > 0) void flow.current?.fitView(fit(small));
  }, [arrangement]);

  const choose = useCallback(
    (changes: (NodeChange | EdgeChange)[]) => {
      const picks = changes.filter((change) => change.type === 'select');
      if (picks.length === 0) return;
      for (const { id, selected: on } of picks) {
        if (on) chosen.current.add(id);
        else chosen.current.delete(id);
      }
      onSelect([...chosen.current]);
    },
    [onSelect],
  );

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
    if (step !== undefined && id !== null && layout) {
      const keys = funnel.stages.map(({ key }) => key);
      const next = keys[keys.indexOf(id) + step];
      event.preventDefault();
      if (next === undefined || !keys.includes(id)) return;
      onSelect(event.shiftKey ? [...new Set([...selected, id, next])] : [next]);
      frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus();
      return;
    }
    onKey(event);
  };

  if (!layout) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the nodes and ways within.
    <div ref={frame} style={{ height: '100%' }} onKeyDown={onKeyDown}>
      <Diagram
        key={upright ? 'upright' : 'wide'}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onInit={(instance) => {
          flow.current = instance;
        }}
        minZoom={0.1}
        connectionMode={ConnectionMode.Strict}
        // The buttons above keep clear of the first stage.
        fitViewOptions={fit(small)}
        deleteKeyCode={null}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={['Meta', 'Control']}
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        // Enter, arrows and Delete mean here what the hint below says.
        disableKeyboardA11y
        isValidConnection={({ source, target }) =>
          source !== target && funnel.stages.some(({ key }) => key === source) && !target.startsWith('lane:')
        }
        onNodesChange={(changes) => {
          const moves = changes.filter(({ type }) => type !== 'select');
          if (moves.length > 0) setNodes((before) => applyNodeChanges(moves, before));
          choose(changes);
        }}
        onEdgesChange={choose}
        onConnect={({ source, target }) =>
          funnel.stages.some(({ key }) => key === target) ? onConnect(source, target) : onTunnel(source, target)
        }
        onNodeDragStop={(_, __, dragged) => {
          const spots = dragged.map(({ id, position }) => ({ id, ...position }));
          const arranged = dropped(funnel, layout, spots, upright);
          const before = funnel.stages.map(({ key }) => key).join();
          if (arranged.groups.size === 0 && arranged.order.join() === before) setSnapped((count) => count + 1);
          else onArrange(arranged);
        }}
      >
        {!small && (
          <MiniMap
            pannable
            zoomable
            ariaLabel={t('canvas:minimap')}
            style={{ width: 150, height: 110 }}
            nodeColor={({ type, data }) => (type === 'stage' ? String(data.color) : 'transparent')}
          />
        )}
      </Diagram>
    </div>
  );
}

const FIXED = { draggable: false, deletable: false, connectable: true };
const STEPS: { [key: string]: number } = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const fit = (small: boolean) =>
  ({ padding: { top: small ? '104px' : '64px', x: '5%', bottom: '32px' }, maxZoom: 1.1 }) as const;

function idUnder(target: EventTarget): string | null {
  const element = target instanceof Element ? target.closest('.react-flow__node, .react-flow__edge') : null;
  return element?.getAttribute('data-id') ?? null;
}
