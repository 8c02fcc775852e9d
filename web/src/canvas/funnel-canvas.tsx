import type { Funnel } from '@etapa/shared/definition/entity-type';
import { type Edge, Handle, MarkerType, type Node, type NodeProps, Position } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { durationSeconds } from '../i18n/formats.ts';
import { useFormats } from '../i18n/locale.tsx';
import { stageColor, stageCss } from '../ui/stage-color.ts';
import { Diagram } from './diagram.tsx';
import classes from './funnel-canvas.module.css';
import { NODE } from './funnel-graph.ts';
import { useFunnelLayout } from './use-funnel-layout.ts';

type StageNode = Node<{ name: string; color: string; details: string; group: string; narrow: boolean }, 'stage'>;

const NODE_TYPES = { stage: StageBox };

/** A funnel as a diagram to look at: stages in lanes by group, ways between them as arrows. */
export function FunnelCanvas({ funnel }: { funnel: Funnel }) {
  const { t } = useTranslation('funnel');
  const { label, seconds, percent } = useFormats();
  const { placed, lines, narrow } = useFunnelLayout(funnel, '48em');

  const nodes: StageNode[] = placed.map(({ stage, index, x, y }) => {
    const norm = stage.norm ? durationSeconds(stage.norm) : null;
    const details = [
      norm === null ? null : t('norm', { time: seconds(norm, 'long') }),
      stage.probability === undefined ? null : t('probability', { share: percent(stage.probability / 100) }),
      stage.required?.length ? t('required', { count: stage.required.length }) : null,
    ];
    return {
      id: stage.key,
      type: 'stage',
      position: { x, y },
      data: {
        name: label(stage.name),
        color: stageCss(stageColor(stage, index)),
        details: details.filter((one) => one !== null).join(' · '),
        group: t(`group.${stage.group}`),
        narrow,
      },
      draggable: false,
      connectable: false,
      ...NODE,
      ariaLabel: `${label(stage.name)}, ${t(`group.${stage.group}`)}`,
    };
  });
  const edges: Edge[] = lines.map((line) => ({
    id: line.id,
    source: line.from,
    target: line.to,
    label: line.name,
    type: 'smoothstep',
    style: { stroke: 'var(--ink-soft)' },
    markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--ink-soft)' },
    focusable: false,
  }));
  if (nodes.length === 0) return null;
  return (
    <Diagram
      key={narrow ? 'narrow' : 'wide'}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      fitViewOptions={{ padding: 0.15, maxZoom: 1.1 }}
      nodesDraggable={false}
      nodesConnectable={false}
    />
  );
}

function StageBox({ data }: NodeProps<StageNode>) {
  return (
    <div className={classes.stage} style={{ borderLeftColor: data.color }}>
      <Handle type="target" position={data.narrow ? Position.Top : Position.Left} className={classes.handle} />
      <div className={classes.name}>{data.name}</div>
      <div className={classes.details}>{data.details || data.group}</div>
      <Handle type="source" position={data.narrow ? Position.Bottom : Position.Right} className={classes.handle} />
    </div>
  );
}
