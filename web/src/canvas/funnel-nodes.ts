import type { Funnel } from '@etapa/shared/definition/entity-type';
import type { Node } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { stageColor, stageCss } from '../ui/stage-color.ts';
import type { StageFacts } from './edited-stage.tsx';
import { EDITED } from './funnel-graph.ts';
import type { LaneLayout } from './lane-layout.ts';
import { PROCESS } from './process-node.tsx';

/** Another process or funnel on the canvas. */
export interface OtherProcess {
  id: string;
  name: string;
  funnel: string;
  icon: string | undefined;
  color: string | undefined;
}

interface Shown {
  funnel: Funnel;
  layout: LaneLayout | null;
  upright: boolean;
  facts: (stage: string) => StageFacts;
  processes: readonly OtherProcess[];
  /** A stage whose name is being typed. */
  renaming: string | null;
  onRenaming: (stage: string | null) => void;
  onRename: (stage: string, name: string) => void;
}

const FIXED = { draggable: false, deletable: false, selectable: false };
/** Between the lanes and the processes beside them, in pixels. */
const MARGIN = 90;

/** The nodes of a funnel's canvas in their places: lanes, stages, and the processes that tunnels lead to. */
export function useFunnelNodes({ layout, upright, facts, processes, renaming, onRenaming, onRename }: Shown): Node[] {
  const { t } = useTranslation(['funnel', 'canvas']);
  const { label } = useFormats();
  return useMemo(() => {
    if (!layout) return [];
    const lanes: Node[] = layout.lanes.map((lane) => ({
      id: `lane:${lane.group}`,
      type: 'lane',
      position: { x: lane.x, y: lane.y },
      width: lane.width,
      height: lane.height,
      zIndex: -1,
      ...FIXED,
      connectable: false,
      focusable: false,
      data: { name: t(`group.${lane.group}`), group: lane.group },
      // What it says is said of each stage.
      domAttributes: { 'aria-hidden': true },
      style: { pointerEvents: 'none' },
    }));
    const stages: Node[] = layout.placed.map(({ stage, index, x, y }) => {
      const told = facts(stage.key);
      const name = label(stage.name);
      return {
        id: stage.key,
        type: 'stage',
        position: { x, y },
        deletable: false,
        data: {
          name,
          color: stageCss(stageColor(stage, index)),
          group: t(`group.${stage.group}`),
          facts: told,
          upright,
          renaming: renaming === stage.key,
          onRenaming: (yes: boolean) => onRenaming(yes ? stage.key : null),
          rename: (text: string) => onRename(stage.key, text),
        },
        ...EDITED,
        ariaLabel: [
          name,
          t(`group.${stage.group}`),
          ...[told.cards, told.norm, told.probability],
          told.required > 0 && t('canvas:asks', { count: told.required }),
          told.rules > 0 && t('canvas:rules', { count: told.rules }),
          told.guard && t('canvas:enters', { condition: told.guard }),
        ]
          .filter(Boolean)
          .join(', '),
      };
    });
    const others: Node[] = processes.map((process, at) => ({
      id: process.id,
      type: 'process',
      position: upright
        ? { x: layout.width + MARGIN, y: at * (PROCESS.height + 28) }
        : { x: at * (PROCESS.width + 40), y: layout.height + MARGIN },
      ...FIXED,
      data: { ...process, upright },
      ...PROCESS,
      ariaLabel: t('canvas:process', { name: [process.name, process.funnel].filter(Boolean).join(' · ') }),
    }));
    return [...lanes, ...stages, ...others];
  }, [layout, upright, facts, processes, renaming, onRenaming, onRename, label, t]);
}
