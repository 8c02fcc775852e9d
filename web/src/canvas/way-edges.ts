import type { Funnel } from '@etapa/shared/definition/entity-type';
import { type Edge, MarkerType } from '@xyflow/react';
import type { Line } from './funnel-graph.ts';

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
  selected: boolean;
  /** When a card may go it, in words. */
  guard: string;
  name: string;
  upright: boolean;
}

/** A way between two stages. Its label says how it is called, and behind the sign of a condition when it may be gone. */
export function wayEdge(funnel: Funnel, line: Line, { free, selected, guard, name, upright }: WayLook): Edge {
  const stroke = selected ? CHOSEN : 'var(--ink-soft)';
  const label = [line.name, guard && `◇ ${guard}`].filter(Boolean).join('  ');
  return {
    id: `${line.from}→${line.to}`,
    source: line.from,
    target: line.to,
    ...sidesOf(funnel, line.from, line.to, upright),
    ...labelled(label),
    type: 'step',
    selected,
    interactionWidth: 24,
    style: { stroke, strokeWidth: selected ? 3 : 1.5, strokeDasharray: free ? '5 5' : undefined },
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
  { selected, off, name }: { selected: boolean; off: string; name: string },
): Edge {
  const stroke = selected ? CHOSEN : 'var(--mantine-color-violet-6)';
  return {
    id,
    source: inwards ? process : stage,
    target: inwards ? stage : process,
    sourceHandle: inwards ? 'out' : 'far-out',
    targetHandle: inwards ? 'far-in' : 'in',
    ...labelled(enabled ? rule : `${rule} (${off})`),
    type: 'default',
    selected,
    interactionWidth: 24,
    style: { stroke, strokeWidth: selected ? 3 : 1.8, strokeDasharray: '2 4', opacity: enabled ? 1 : 0.5 },
    markerEnd: { type: MarkerType.ArrowClosed, color: stroke },
    deletable: false,
    ariaLabel: enabled ? name : `${name} (${off})`,
  };
}

const labelled = (label: string): Partial<Edge> => ({
  label: label.length > ROOM ? `${label.slice(0, ROOM - 1)}…` : label,
  labelBgStyle: { fill: 'var(--surface)' },
  labelBgPadding: [4, 2],
  labelStyle: { fill: 'var(--mantine-color-text)', fontSize: 13 },
});

/**
 * Ways ahead leave at the end of a stage; ways back, and over other stages, go round outside; ways into another lane
 * leave on its side.
 */
function sidesOf({ stages }: Funnel, from: string, to: string, upright: boolean) {
  const place = (key: string) => stages.findIndex((stage) => stage.key === key);
  const [a, b] = [place(from), place(to)];
  const [leaves, enters] = [stages[a]?.group ?? 'open', stages[b]?.group ?? 'open'];
  if (leaves !== enters && (leaves === 'open' || enters === 'open')) {
    // Beside each other, or the won ones above and the lost ones below.
    const closed = leaves === 'open' ? enters : leaves;
    const ahead = leaves === 'open' ? upright || closed === 'lost' : !upright && closed === 'won';
    return ahead
      ? { sourceHandle: 'far-out', targetHandle: 'near-in' }
      : { sourceHandle: 'near-out', targetHandle: 'far-in' };
  }
  const open = stages.filter(({ group }) => group === 'open').map(({ key }) => key);
  const side = b < a ? 'back-' : open.includes(to) && open.indexOf(to) > open.indexOf(from) + 1 ? 'over-' : '';
  return { sourceHandle: `${side}out`, targetHandle: `${side}in` };
}
