import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import {
  Background,
  Controls,
  type Edge,
  type FitViewOptions,
  type Node,
  ReactFlow,
  type ReactFlowProps,
} from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMeasured } from './use-measured.ts';

/** A React Flow diagram as all of ours are: it fits its room, follows the colours, and its controls have names. */
export function Diagram<N extends Node, E extends Edge>({
  children,
  nodes,
  onNodesChange,
  ...props
}: ReactFlowProps<N, E>) {
  const { t } = useTranslation('funnel');
  const scheme = useComputedColorScheme();
  const measured = useMeasured(nodes, onNodesChange);
  // The same each time: what is new sets the whole diagram going, with every frame of a drag.
  const names = useMemo(
    () => ({
      'controls.ariaLabel': t('controls'),
      'controls.zoomIn.ariaLabel': t('zoomIn'),
      'controls.zoomOut.ariaLabel': t('zoomOut'),
      'controls.fitView.ariaLabel': t('fit'),
    }),
    [t],
  );
  return (
    <ReactFlow
      colorMode={scheme}
      fitView
      minZoom={0.2}
      proOptions={PRO}
      ariaLabelConfig={names}
      {...props}
      nodes={measured.nodes}
      onNodesChange={measured.change}
    >
      <Background gap={24} />
      <Controls showInteractive={false} fitViewOptions={props.fitViewOptions as FitViewOptions | undefined} />
      {children}
    </ReactFlow>
  );
}

const PRO = { hideAttribution: true };
