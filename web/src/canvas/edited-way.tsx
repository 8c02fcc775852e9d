import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { type Course, curve } from './way-curve.ts';

/** A way, or a tunnel, on the canvas. */
export type EditedWayEdge = Edge<{ course: Course; upright: boolean }, 'way'>;

/** A way that is worked on. Drawn anew only when it, or a stage at its end, changes: others may be dragged. */
export const EditedWay = memo(function EditedWay(props: EdgeProps<EditedWayEdge>) {
  const { id, data, label, labelStyle, labelBgStyle, labelBgPadding, style, markerEnd, interactionWidth } = props;
  const shown = { id, label, labelStyle, labelBgStyle, labelBgPadding, style, markerEnd, interactionWidth };
  const { path, labelX, labelY } = curve(props, data?.course ?? 'ahead', data?.upright ?? true);
  return <BaseEdge {...shown} path={path} labelX={labelX} labelY={labelY} />;
});
