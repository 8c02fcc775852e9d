import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { FlowStep } from './flow-step.tsx';

/** A way that is worked on. Drawn anew only when it, or a stage at its end, changes: others may be dragged. */
export const EditedWay = memo(function EditedWay(props: EdgeProps) {
  if (props.sourceHandleId !== 'far-out' && props.sourceHandleId !== 'near-out') return <FlowStep {...props} />;
  const { id, label, labelStyle, labelBgStyle, labelBgPadding, style, markerEnd, interactionWidth } = props;
  const [path, labelX, labelY] = getBezierPath(props);
  const shown = { id, label, labelStyle, labelBgStyle, labelBgPadding, style, markerEnd, interactionWidth };
  return <BaseEdge {...shown} path={path} labelX={labelX} labelY={labelY} />;
});
