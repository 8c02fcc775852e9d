import type { StepPlace } from '@etapa/shared/rules/step-tree';
import { applyNodeChanges, MarkerType, MiniMap, type NodeChange, type ReactFlowInstance } from '@xyflow/react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Diagram } from './diagram.tsx';
import { type BlockLook, RuleBlock, type RuleBlockNode } from './rule-block.tsx';
import classes from './rule-canvas.module.css';
import type { RuleBlock as Block, RuleGraph } from './rule-graph.ts';
import { firstView, type Point, sizeOf, spotOf } from './rule-layout.ts';
import { isChosen, neighbour } from './rule-neighbour.ts';
import { RuleWay, type RuleWayEdge } from './rule-way.tsx';
import { useRuleLayout } from './use-rule-layout.ts';

/** What can be done to the rule on its canvas. */
export interface RuleCanvasEditing {
  /** What adds a step at a place, or asks which. `after` is the block before it. */
  add: (place: StepPlace, after: string | null) => ReactNode;
  /** Something was dragged here from outside, as `kind`. */
  onDropKind: (kind: string, place: StepPlace) => void;
  onMove: (ids: string[], place: StepPlace) => void;
}

interface Props {
  graph: RuleGraph;
  look: (block: Block) => BlockLook;
  branchName: (branch: string) => string;
  /** Blocks that the path taken goes through. */
  lit: ReadonlySet<string> | null;
  selected: readonly string[];
  onSelect: (ids: string[]) => void;
  /** Opens a block by keyboard. */
  onOpen: (id: string) => void;
  /** Null: to be looked at only. */
  editing: RuleCanvasEditing | null;
  /** A block to bring into view and focus; each time anew. */
  reveal: { id: string } | null;
  /** Keys that the canvas itself does not know; `ids` are the blocks that are chosen. */
  onKey?: (event: KeyboardEvent) => void;
}

const NODE_TYPES = { block: RuleBlock };
const EDGE_TYPES = { way: RuleWay };
/** What a dragged kind of step is called on its way. */
export const STEP_KIND_TYPE = 'application/x-etapa-step';
/** Before it is measured. */
const NO_ROOM = { width: 0, height: 0 };
/** How near a spot a step must be dropped, in pixels. */
const NEAR = 140;

/** A rule as a diagram: it shows the blocks and says what is done to them, and changes nothing itself. */
export function RuleCanvas(props: Props) {
  const { graph, look, branchName, lit, selected, onSelect, onOpen, editing, reveal, onKey } = props;
  const { t } = useTranslation('automation');
  const layout = useRuleLayout(graph);
  const [nodes, setNodes] = useState<RuleBlockNode[]>([]);
  const [near, setNear] = useState<string | null>(null);
  const flow = useRef<ReactFlowInstance<RuleBlockNode, RuleWayEdge> | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const drawn = layout?.graph ?? graph;

  const made = useMemo(
    () =>
      layout === null
        ? []
        : layout.graph.blocks.map((block) => nodeOf(block, layout.places.get(block.id) ?? { x: 0, y: 0 })),
    [layout],
  );
  useEffect(() => {
    setNodes(
      made.map((node) => {
        const { block } = node.data;
        return {
          ...node,
          selected: selected.includes(block.id),
          draggable: editing !== null && block.kind === 'step',
          data: {
            ...node.data,
            look: isChosen(block) ? look(block) : null,
            lit: lit?.has(block.id) ?? false,
            empty: block.kind === 'empty' ? (editing?.add(block.place, null) ?? t('emptyBranch')) : null,
            endLabel: t('end'),
          },
        };
      }),
    );
  }, [made, selected, look, lit, editing, t]);

  const revealed = useRef<Props['reveal']>(null);
  useEffect(() => {
    // It may have been added just now, and stand nowhere yet.
    const place = reveal && reveal !== revealed.current ? positionOfId(nodes, reveal.id) : undefined;
    if (!reveal || !place) return;
    const frameNow = requestAnimationFrame(() => {
      const element = frame.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(reveal.id)}"]`);
      if (!element || !frame.current) return;
      revealed.current = reveal;
      element.focus({ preventScroll: true });
      const now = flow.current;
      if (!now || isInside(element, frame.current)) return;
      void now.setCenter(place.x + 135, place.y + 36, { zoom: now.getZoom(), duration: 200 });
    });
    return () => cancelAnimationFrame(frameNow);
  }, [reveal, nodes]);

  const spots = drawn.ways.flatMap((way) => {
    const points = layout?.lines.get(way.id);
    return way.place && points ? [{ id: way.id, place: way.place, ...spotOf(points, isJoin(drawn, way.to)) }] : [];
  });
  const empties = drawn.blocks.flatMap((block) => {
    const at = layout?.places.get(block.id);
    return block.kind === 'empty' && at ? [{ id: block.id, place: block.place, x: at.x + 85, y: at.y + 20 }] : [];
  });
  const nearest = ({ x, y }: Point) =>
    [...spots, ...empties]
      .map((spot) => ({ ...spot, far: Math.hypot(spot.x - x, spot.y - y) }))
      .toSorted((one, other) => one.far - other.far)[0];

  const edges: RuleWayEdge[] = drawn.ways.map((way) => {
    const isLit = lit?.has(way.from) === true && lit.has(way.to);
    const stroke = isLit ? 'var(--mantine-primary-color-filled)' : 'var(--ink-soft)';
    return {
      id: way.id,
      type: 'way',
      source: way.from,
      target: way.to,
      focusable: false,
      selectable: false,
      ariaRole: 'presentation',
      ariaLabel: null as unknown as undefined,
      domAttributes: { 'aria-roledescription': undefined },
      style: { stroke, strokeWidth: isLit ? 3 : 1.5, opacity: lit !== null && !isLit ? 0.45 : 1 },
      markerEnd: isJoin(drawn, way.to) ? undefined : { type: MarkerType.ArrowClosed, color: stroke },
      data: {
        points: layout?.lines.get(way.id) ?? [],
        toJoin: isJoin(drawn, way.to),
        add: way.place && editing ? editing.add(way.place, way.from) : null,
        near: near === way.id,
        name: way.branch === undefined ? null : branchName(way.branch),
      },
    };
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const id = blockUnder(event.target, frame.current);
    if (id !== null && layout && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const next = neighbour(drawn.blocks, layout, id, event.key);
      if (next !== undefined) {
        event.preventDefault();
        frame.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`)?.focus();
        onSelect(event.shiftKey ? [...new Set([...selected, id, next])] : [next]);
        return;
      }
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        onSelect([id]);
        onOpen(id);
        return;
      }
      if (event.key === 'Escape') onSelect([]);
    }
    if (frame.current?.contains(event.target as HTMLElement)) onKey?.(event);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and drops reach it from the blocks within.
    <div
      className={classes.canvas}
      ref={frame}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        // By keyboard what has the focus is what keys are for; the mouse chooses by its own rules.
        const id = blockUnder(target, frame.current);
        if (id !== null && !selected.includes(id) && target.matches(':focus-visible')) onSelect([id]);
      }}
      onDragOver={(event) => {
        if (!editing || !event.dataTransfer.types.includes(STEP_KIND_TYPE)) return;
        event.preventDefault();
        const point = flow.current?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        setNear(point ? (nearest(point)?.id ?? null) : null);
      }}
      onDragLeave={() => setNear(null)}
      onDrop={(event) => {
        const kind = event.dataTransfer.getData(STEP_KIND_TYPE);
        const point = flow.current?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        const spot = point && nearest(point);
        setNear(null);
        if (kind === '' || !spot) return;
        event.preventDefault();
        editing?.onDropKind(kind, spot.place);
      }}
    >
      {layout && (
        <Diagram<RuleBlockNode, RuleWayEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onInit={(instance) => {
            flow.current = instance;
          }}
          fitView={false}
          defaultViewport={firstView(layout.graph, layout, frame.current?.getBoundingClientRect() ?? NO_ROOM)}
          minZoom={0.15}
          nodesConnectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          onNodesChange={(changes) => {
            setNodes((before) => applyNodeChanges(changes, before));
            const next = selectionAfter(selected, changes);
            if (next) onSelect(next);
          }}
          onNodeDrag={(_, node) => {
            const spot = nearest(centreOf(node));
            setNear(spot && spot.far < NEAR ? spot.id : null);
          }}
          onNodeDragStop={(_, node, dragged) => {
            const spot = nearest(centreOf(node));
            setNear(null);
            // Dropped beside the lines it goes back to where it was.
            setNodes((before) => before.map((each) => ({ ...each, position: positionOf(made, each) })));
            if (editing && spot && spot.far < NEAR)
              editing.onMove(
                dragged.map(({ id }) => id),
                spot.place,
              );
          }}
        >
          {drawn.blocks.length > 14 && <MiniMap pannable zoomable ariaLabel={t('map')} />}
        </Diagram>
      )}
    </div>
  );
}

const isJoin = ({ blocks }: RuleGraph, id: string): boolean =>
  blocks.some((block) => block.id === id && block.kind === 'join');

function nodeOf(block: Block, position: Point): RuleBlockNode {
  const chosen = isChosen(block);
  return {
    id: block.id,
    type: 'block',
    position,
    ...sizeOf(block),
    selectable: chosen,
    focusable: chosen,
    connectable: false,
    // What stands on it is its name.
    ...(chosen ? { ariaRole: 'button' } : {}),
    domAttributes: { 'aria-roledescription': undefined },
    // What cannot be chosen gets no clicks otherwise, nor does what adds a step there.
    style: { pointerEvents: 'all' },
    data: { block, look: null, lit: false, empty: null, endLabel: '' },
  };
}

const positionOfId = (nodes: readonly RuleBlockNode[], id: string): Point | undefined =>
  nodes.find((node) => node.id === id)?.position;

const positionOf = (made: readonly RuleBlockNode[], node: RuleBlockNode): Point =>
  made.find(({ id }) => id === node.id)?.position ?? node.position;

const centreOf = ({ position, data: { block } }: RuleBlockNode): Point => {
  const { width, height } = sizeOf(block);
  return { x: position.x + width / 2, y: position.y + height / 2 };
};

/** Which blocks are chosen after changes of the diagram; null where that stays as it is. */
function selectionAfter(selected: readonly string[], changes: NodeChange<RuleBlockNode>[]): string[] | null {
  const next = new Set(selected);
  for (const change of changes) {
    if (change.type !== 'select') continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  const isSame = next.size === selected.length && selected.every((id) => next.has(id));
  return isSame ? null : [...next];
}

/** The block that an event happened on; null for one beside them, such as a button on a line. */
function blockUnder(target: EventTarget, frame: HTMLElement | null): string | null {
  if (!(target instanceof HTMLElement) || !frame?.contains(target)) return null;
  return target.classList.contains('react-flow__node') ? (target.dataset.id ?? null) : null;
}

function isInside(element: HTMLElement, frame: HTMLElement): boolean {
  const [inner, outer] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  return (
    inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right
  );
}
