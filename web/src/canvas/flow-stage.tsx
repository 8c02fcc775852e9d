import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import classes from './funnel-canvas.module.css';

export interface FlowStageData extends Record<string, unknown> {
  name: string;
  color: string;
  details: string;
  /** A way that is played has come here. */
  lit: boolean;
  /** Stages stand below each other. */
  isUpright: boolean;
}

/** A stage of the flow map. Ways ahead leave at its end; ways back, and over other stages, go round outside. */
export function FlowStage({ data }: NodeProps<Node<FlowStageData>>) {
  const [end, begin, back, over] = data.isUpright
    ? [Position.Bottom, Position.Top, Position.Right, Position.Left]
    : [Position.Right, Position.Left, Position.Bottom, Position.Top];
  const along = data.isUpright ? 'top' : 'left';
  return (
    <div
      className={classes.stage}
      style={{
        borderLeftColor: data.color,
        cursor: 'pointer',
        ...(data.lit ? { outline: '3px solid var(--mantine-primary-color-filled)' } : {}),
      }}
    >
      <Handle id="in" type="target" position={begin} className={classes.handle} />
      <Handle id="back-in" type="target" position={back} className={classes.handle} style={{ [along]: '70%' }} />
      <Handle id="over-in" type="target" position={over} className={classes.handle} style={{ [along]: '30%' }} />
      <div className={classes.name} style={{ WebkitLineClamp: 3 }} title={data.name}>
        {data.name}
      </div>
      <div className={classes.details}>{data.details}</div>
      <Handle id="out" type="source" position={end} className={classes.handle} />
      <Handle id="back-out" type="source" position={back} className={classes.handle} style={{ [along]: '30%' }} />
      <Handle id="over-out" type="source" position={over} className={classes.handle} style={{ [along]: '70%' }} />
    </div>
  );
}
