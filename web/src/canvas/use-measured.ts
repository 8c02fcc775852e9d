import type { Node, NodeChange } from '@xyflow/react';
import { useCallback, useMemo, useRef } from 'react';

type Size = NonNullable<Node['measured']>;

/**
 * Gives nodes that are made anew the size that was measured of them before. Without it React Flow takes them for new
 * ones, and takes their lines away until it has measured them again: the line that has the focus would lose it each
 * time somebody moves a card.
 * @returns the nodes to draw, each the same as long as what it was made of, and what to tell of changes
 */
export function useMeasured<N extends Node>(
  nodes: N[] | undefined,
  onNodesChange: ((changes: NodeChange<N>[]) => void) | undefined,
) {
  const sizes = useRef(new Map<string, Size>());
  const drawn = useRef(new WeakMap<N, N>());
  const change = useCallback(
    (changes: NodeChange<N>[]) => {
      for (const each of changes) {
        if (each.type === 'dimensions' && each.dimensions) sizes.current.set(each.id, each.dimensions);
      }
      onNodesChange?.(changes);
    },
    [onNodesChange],
  );
  const measured = useMemo(
    () =>
      nodes?.map((node) => {
        const size = sizes.current.get(node.id);
        if (node.measured || !size || !fits(node, size)) return node;
        const known = drawn.current.get(node) ?? { ...node, measured: size };
        drawn.current.set(node, known);
        return known;
      }),
    [nodes],
  );
  return { nodes: measured, change };
}

const fits = ({ width, height }: Node, size: Size): boolean =>
  (width === undefined || width === size.width) && (height === undefined || height === size.height);
