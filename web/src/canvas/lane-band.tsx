import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import classes from './funnel-canvas.module.css';

export type LaneNode = Node<{ name: string; group: string }, 'lane'>;

/** The band behind the stages of one group. */
export const LaneBand = memo(function LaneBand({ data }: NodeProps<LaneNode>) {
  return (
    <div className={classes.lane} data-group={data.group}>
      {data.name}
    </div>
  );
});
