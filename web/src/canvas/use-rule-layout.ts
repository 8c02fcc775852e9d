import { useEffect, useRef, useState } from 'react';
import type { RuleGraph } from './rule-graph.ts';
import { layOutRule, type RuleLayout } from './rule-layout.ts';

/** A rule's graph in its places: both are of the same moment. */
export interface PlacedRule extends RuleLayout {
  graph: RuleGraph;
}

/** The places of a rule's blocks and lines; null until they are found. They are found anew when the graph has another shape. */
export function useRuleLayout(graph: RuleGraph): PlacedRule | null {
  const shape = graph.ways.map(({ id }) => id).join(' ');
  const latest = useRef(graph);
  latest.current = graph;
  const [placed, setPlaced] = useState<{ shape: string; layout: RuleLayout } | null>(null);
  const [shown, setShown] = useState<PlacedRule | null>(null);
  useEffect(() => {
    let current = true;
    void layOutRule(latest.current).then((layout) => {
      if (current) setPlaced({ shape, layout });
    });
    return () => {
      current = false;
    };
  }, [shape]);
  useEffect(() => {
    // Until the new places are known the old diagram stays: nothing flickers.
    if (placed?.shape === shape) setShown({ ...placed.layout, graph });
  }, [placed, shape, graph]);
  return shown;
}
