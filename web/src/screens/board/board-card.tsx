import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import type { StageClock } from '@etapa/shared/definition/over-norm';
import { ActionIcon } from '@mantine/core';
import { IconCheck, IconDots } from '@tabler/icons-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldDisplay } from '../../fields/field-display.tsx';
import classes from './board.module.css';
import { type DragSource, useCardDrag } from './card-drag.ts';
import { CardFoot } from './card-foot.tsx';

/** How a click adds to what is selected. */
export type SelectWay = 'toggle' | 'range';

export interface CardActions {
  onOpen: (record: RecordView) => void;
  onFocus: (id: string) => void;
  onMenu: (record: RecordView, anchor: HTMLElement) => void;
  onSelect: (id: string, way: SelectWay) => void;
  drag: DragSource;
}

interface Props {
  type: EntityType;
  record: RecordView;
  stage: Stage;
  clock: StageClock;
  /** The one card of the board that Tab reaches. */
  focusable: boolean;
  movable: boolean;
  selected: boolean;
  /** Its move has not been confirmed yet. */
  pending: boolean;
  actions: CardActions;
}

/** A record on the board: title, the fields of the layout, and below them how it stands. */
export const BoardCard = memo(function BoardCard(props: Props) {
  const { type, record, stage, clock, focusable, movable, selected, pending, actions } = props;
  const { t } = useTranslation('board');
  const element = useRef<HTMLDivElement>(null);
  const { edge, dragging } = useCardDrag(element, {
    id: record.id,
    stage: stage.key,
    enabled: movable,
    source: actions.drag,
  });
  const shown = (type.layout?.card ?? []).flatMap((key) => {
    const field = type.fields.find((candidate) => candidate.key === key);
    return field && field.key !== type.titleField && record.doc[key] !== undefined ? [field] : [];
  });
  return (
    <div
      ref={element}
      className={classes.card}
      data-card={record.id}
      data-dragging={dragging || undefined}
      data-selected={selected || undefined}
      data-pending={pending || undefined}
      data-edge={edge ?? undefined}
    >
      <div className={classes.top}>
        {selected && <IconCheck size={14} className={classes.tick} aria-label={t('selected')} />}
        <a
          className={classes.title}
          href={`/p/${type.key}/records/${record.number}`}
          tabIndex={focusable ? 0 : -1}
          draggable={false}
          data-title={record.id}
          onFocus={() => actions.onFocus(record.id)}
          onClick={(event) => {
            if (event.button !== 0) return;
            event.preventDefault();
            if (movable && event.shiftKey) actions.onSelect(record.id, 'range');
            else if (movable && (event.metaKey || event.ctrlKey)) actions.onSelect(record.id, 'toggle');
            else actions.onOpen(record);
          }}
        >
          {record.title}
        </a>
        {movable && (
          <ActionIcon
            className={classes.menu}
            size="sm"
            variant="subtle"
            color="gray"
            tabIndex={focusable ? 0 : -1}
            aria-label={t('menu', { title: record.title })}
            aria-haspopup="menu"
            onClick={(event) => actions.onMenu(record, event.currentTarget)}
          >
            <IconDots size={16} />
          </ActionIcon>
        )}
      </div>
      {shown.length > 0 && (
        <div className={classes.fields}>
          {shown.map((field) => (
            <div key={field.key} className={classes.field}>
              <FieldDisplay
                field={field}
                value={record.doc[field.key]}
                doc={record.doc}
                titles={record.titles}
                compact
              />
            </div>
          ))}
        </div>
      )}
      <CardFoot record={record} stage={stage} clock={clock} />
    </div>
  );
});
