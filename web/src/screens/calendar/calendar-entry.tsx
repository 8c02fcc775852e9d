import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { fingerDrag } from '../../ui/finger-drag.ts';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import classes from './calendar.module.css';
import { addDays } from './calendar-days.ts';
import { type DateSource, dateOf } from './date-source.ts';

interface Props {
  type: EntityType;
  record: RecordView;
  day: string;
  source: DateSource | undefined;
  movable: boolean;
  /** Its day has passed and it is still open. */
  late: boolean;
  onOpen: (record: RecordView) => void;
  onMove: (id: string, day: string) => void;
}

const STEPS: { [key: string]: number } = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A record on its day: pressed to open, dragged or moved by Shift and an arrow to another day. */
export function CalendarEntry({ type, record, day, source, movable, late, onOpen, onMove }: Props) {
  const { t } = useTranslation('calendar');
  const { dateTime, label } = useFormats();
  const element = useRef<HTMLLIElement>(null);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (!element.current || !movable) return;
    return combine(
      draggable({
        element: element.current,
        getInitialData: () => ({ kind: 'calendar entry', id: record.id }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      fingerDrag(element.current, { kind: 'calendar entry', id: () => record.id, onHold: setDragging }),
    );
  }, [movable, record.id]);
  const stage = findStage(type, record.funnel, record.stage);
  const stages = type.funnels?.find(({ key }) => key === record.funnel)?.stages ?? [];
  const color = stage ? stageCss(stageColor(stage, stages.indexOf(stage))) : 'var(--mantine-primary-color-filled)';
  const value = source?.moment ? dateOf(record, source) : null;
  const time = value === null ? '' : dateTime(value, { hour: '2-digit', minute: '2-digit' });
  return (
    <li
      ref={element}
      className={classes.entry}
      style={{ '--stage': color } as CSSProperties}
      data-dragging={dragging || undefined}
    >
      <a
        className={classes.link}
        href={`/p/${type.key}/records/${record.number}`}
        draggable={false}
        data-title={record.id}
        data-late={late || undefined}
        aria-describedby={movable ? 'calendar-keys' : undefined}
        title={stage ? `${record.title} · ${label(stage.name)}` : record.title}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          onOpen(record);
        }}
        onKeyDown={(event) => {
          const step = STEPS[event.key];
          if (!movable || !event.shiftKey || step === undefined) return;
          event.preventDefault();
          onMove(record.id, addDays(day, step));
          focusEntry(record.id);
        }}
      >
        {late && <IconAlertTriangleFilled size={11} aria-label={t('late')} />}
        {time && <span className={classes.time}>{time}</span>}
        <span className={classes.name}>{record.title || `#${record.number}`}</span>
      </a>
    </li>
  );
}

/** Gives an entry the focus on its new day. */
function focusEntry(id: string, tries = 10): void {
  requestAnimationFrame(() => {
    const entry = document.querySelector<HTMLElement>(`[data-title="${CSS.escape(id)}"]`);
    if (entry && document.activeElement !== entry) entry.focus();
    if (tries > 0 && document.activeElement !== entry) focusEntry(id, tries - 1);
  });
}
