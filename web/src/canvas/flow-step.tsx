import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { bendOf } from './flow-arc.ts';

/** A step of the flow map: ahead it goes straight; back, or over other stages, it goes round them in an arc. */
export function FlowStep(props: EdgeProps) {
  const { sourceX, sourceY, targetX, targetY, sourceHandleId, sourcePosition, targetPosition } = props;
  const { id, label, labelStyle, labelBgStyle, labelBgPadding, style, markerEnd, interactionWidth } = props;
  const shown = { id, label, labelStyle, labelBgStyle, labelBgPadding, style, markerEnd, interactionWidth };
  if (sourceHandleId === 'out') {
    const [path, labelX, labelY] = getBezierPath({
      sourceX,
      sourceY,
      sourcePosition,
      targetX,
      targetY,
      targetPosition,
    });
    return <BaseEdge {...shown} path={path} labelX={labelX} labelY={labelY} />;
  }
  const across = sourcePosition === 'left' || sourcePosition === 'right';
  const towards = sourcePosition === 'left' || sourcePosition === 'top' ? -1 : 1;
  const span = across ? Math.abs(targetY - sourceY) : Math.abs(targetX - sourceX);
  const out = towards * bendOf(span);
  const [dx, dy] = across ? [out, 0] : [0, out];
  const path = `M${sourceX},${sourceY} C${sourceX + dx},${sourceY + dy} ${targetX + dx},${targetY + dy} ${targetX},${targetY}`;
  // Three quarters of the way out is where a curve of this kind turns.
  return (
    <BaseEdge
      {...shown}
      path={path}
      labelX={(sourceX + targetX) / 2 + 0.75 * dx}
      labelY={(sourceY + targetY) / 2 + 0.75 * dy}
    />
  );
}
