import type { Funnel } from '@etapa/shared/definition/entity-type';
import { MarkerType } from '@xyflow/react';
import type { EditedWayEdge } from './edited-way.tsx';
import type { Line } from './funnel-graph.ts';
import type { Course } from './way-curve.ts';

/** A tunnel to, or from, another process. */
export interface DrawnTunnel {
  id: string;
  stage: string;
  process: string;
  inwards: boolean;
  /** What the rule is called. */
  name: string;
  enabled: boolean;
}

/** Letters of a text that a line has room for. */
const ROOM = 34;
const CHOSEN = 'var(--mantine-primary-color-filled)';

interface WayLook {
  /** Cards may go anywhere: the lines show the usual course and cannot be chosen. */
  free: boolean;
  /** When a card may go it, in words. */
  guard: string;
  name: string;
  upright: boolean;
}

/** A way between two stages. Its label says how it is called, and behind the sign of a condition when it may be gone. */
export function wayEdge(funnel: Funnel, line: Line, { free, guard, name, upright }: WayLook): EditedWayEdge {
  const stroke = 'var(--ink-soft)';
  const label = [line.name, guard && `◇ ${guard}`].filter(Boolean).join('  ');
  return {
    id: `${line.from}→${line.to}`,
    source: line.from,
    target: line.to,
    ...labelled(label),
    type: 'way',
    data: { course: courseOf(funnel, line.from, line.to, upright), upright },
    interactionWidth: 24,
    style: { stroke, strokeWidth: 1.5, strokeDasharray: free ? '5 5' : undefined },
    markerEnd: { type: MarkerType.ArrowClosed, color: stroke },
    focusable: !free,
    selectable: !free,
    deletable: false,
    ariaLabel: [name, line.name, guard].filter(Boolean).join(', '),
  };
}

/** A tunnel: a rule, so its label is the rule's name. */
export function tunnelEdge(
  { id, stage, process, inwards, name: rule, enabled }: DrawnTunnel,
  { off, name, upright }: { off: string; name: string; upright: boolean },
): EditedWayEdge {
  const stroke = 'var(--mantine-color-violet-6)';
  return {
    id,
    source: inwards ? process : stage,
    target: inwards ? stage : process,
    ...labelled(enabled ? rule : `${rule} (${off})`),
    type: 'way',
    data: { course: inwards ? 'in' : 'out', upright },
    interactionWidth: 24,
    style: { stroke, strokeWidth: 1.8, strokeDasharray: '2 4', opacity: enabled ? 1 : 0.5 },
    markerEnd: { type: MarkerType.ArrowClosed, color: stroke },
    deletable: false,
    ariaLabel: enabled ? name : `${name} (${off})`,
  };
}

/** An edge that is chosen. */
export const chosenEdge = (edge: EditedWayEdge): EditedWayEdge => ({
  ...edge,
  selected: true,
  style: { ...edge.style, stroke: CHOSEN, strokeWidth: 3 },
  markerEnd: { type: MarkerType.ArrowClosed, color: CHOSEN },
});

const labelled = (label: string): Partial<EditedWayEdge> => ({
  label: label.length > ROOM ? `${label.slice(0, ROOM - 1)}…` : label,
  labelBgStyle: { fill: 'var(--surface)' },
  labelBgPadding: [4, 2],
  labelStyle: { fill: 'var(--mantine-color-text)', fontSize: 13 },
});

/** Ways back, and over other stages, go round outside; ways into another lane leave on its side. */
function courseOf({ stages }: Funnel, from: string, to: string, upright: boolean): Course {
  const place = (key: string) => stages.findIndex((stage) => stage.key === key);
  const [a, b] = [place(from), place(to)];
  const [leaves, enters] = [stages[a]?.group ?? 'open', stages[b]?.group ?? 'open'];
  if (leaves !== enters && (leaves === 'open' || enters === 'open')) {
    // The closed lanes stand beside the open one, or the won above it and the lost below.
    const closed = leaves === 'open' ? enters : leaves;
    const ahead = leaves === 'open' ? upright || closed === 'lost' : !upright && closed === 'won';
    return ahead ? 'far' : 'near';
  }
  const open = stages.filter(({ group }) => group === 'open').map(({ key }) => key);
  if (b < a) return 'back';
  return open.includes(to) && open.indexOf(to) > open.indexOf(from) + 1 ? 'over' : 'ahead';
}
