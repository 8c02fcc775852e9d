import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import type { ReactNode } from 'react';
import classes from './rule-canvas.module.css';
import type { RuleBlock as Block } from './rule-graph.ts';

/** How a block of a rule looks to the reader. */
export interface BlockLook {
  /** Such as `2. Wait`. */
  title: string;
  words: ReactNode;
  icon: ReactNode;
  /** What became of it, or would. */
  note?: string;
  tone?: 'done' | 'waiting' | 'running' | 'failed' | 'fault';
  /** It was not reached, or would not be. */
  off?: boolean;
}

export type RuleBlockNode = Node<
  {
    block: Block;
    look: BlockLook | null;
    lit: boolean;
    /** Of a branch without steps: what adds one, or says that there is none. */
    empty: ReactNode;
    endLabel: string;
  },
  'block'
>;

/** A block of a rule's diagram: what sets it off, what it asks, a step, or where branches meet. */
export function RuleBlock({ data, selected }: NodeProps<RuleBlockNode>) {
  return (
    <>
      <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
      <Inside {...data} selected={selected} />
      <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />
    </>
  );
}

function Inside({ block, look, lit, empty, endLabel, selected }: RuleBlockNode['data'] & { selected: boolean }) {
  const isLit = lit || undefined;
  if (block.kind === 'join') return <div className={classes.join} data-lit={isLit} />;
  if (block.kind === 'end') {
    return (
      <div className={classes.end} data-lit={isLit}>
        {endLabel}
      </div>
    );
  }
  if (block.kind === 'empty') {
    return (
      <div className={`${classes.empty} nodrag nopan`} data-lit={isLit}>
        <div>{empty}</div>
      </div>
    );
  }
  return (
    <div
      className={classes.block}
      data-kind={block.kind}
      data-tone={look?.tone}
      data-off={look?.off || undefined}
      data-noted={look?.note ? true : undefined}
      data-selected={selected || undefined}
    >
      <span className={classes.icon}>{look?.icon}</span>
      <span className={classes.texts}>
        <div className={classes.title}>{look?.title}</div>
        <div className={classes.words}>{look?.words}</div>
        {look?.note && <div className={classes.note}>{look.note}</div>}
      </span>
    </div>
  );
}
