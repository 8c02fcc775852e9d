import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import classes from './rule-canvas.module.css';
import { type Point, pathOf, spotOf } from './rule-layout.ts';

export type RuleWayEdge = Edge<
  {
    points: Point[];
    toJoin: boolean;
    /** What adds a step here. */
    add: ReactNode;
    /** A step that is dragged would come here. */
    near: boolean;
    /** Of the branch that begins here. */
    name: string | null;
  },
  'way'
>;

/** A line between blocks as ELK has laid it, with the name of the branch that begins and a place to add a step. */
export function RuleWay({ id, data, style, markerEnd }: EdgeProps<RuleWayEdge>) {
  const points = data?.points ?? [];
  const last = points.at(-1);
  if (!data || !last) return null;
  const spot = spotOf(points, data.toJoin);
  return (
    <>
      <BaseEdge id={id} path={pathOf(points)} style={style} markerEnd={markerEnd} />
      <EdgeLabelRenderer>
        {data.name !== null && (
          <div
            className={classes.branch}
            style={{
              transform: `translate(0, -50%) translate(${last.x + (data.add ? 14 : 6)}px, ${last.y - (data.add ? 26 : 20)}px)`,
            }}
          >
            {data.name}
          </div>
        )}
        {data.add && (
          <div
            className={`${classes.spot} nodrag nopan`}
            data-near={data.near || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${spot.x}px, ${spot.y}px)` }}
          >
            {data.add}
          </div>
        )}
      </EdgeLabelRenderer>
    </>
  );
}
