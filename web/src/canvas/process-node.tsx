import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { EntityIcon } from '../ui/entity-icon.tsx';
import classes from './funnel-canvas.module.css';

export type ProcessNode = Node<
  { name: string; funnel: string; icon: string | undefined; color: string | undefined; upright: boolean },
  'process'
>;

export const PROCESS = { width: 200, height: 56 };

/** Another process, or another funnel of this one: where tunnels lead, and come from. */
export const ProcessBox = memo(function ProcessBox({ data, selected }: NodeProps<ProcessNode>) {
  const near = data.upright ? Position.Left : Position.Top;
  return (
    <div className={classes.process} data-selected={selected || undefined}>
      <Handle id="in" type="target" position={near} className={classes.open} />
      <Handle id="out" type="source" position={near} className={classes.handle} isConnectable={false} />
      <EntityIcon name={data.icon} color={data.color} size={18} />
      <span className={classes.words}>
        <span className={classes.name}>{data.name}</span>
        {data.funnel !== '' && <span className={classes.details}>{data.funnel}</span>}
      </span>
    </div>
  );
});
