import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import { ActionIcon } from '@mantine/core';
import { IconClockHour4, IconDots } from '@tabler/icons-react';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './board.module.css';
import { useCardDrag } from './card-drag.ts';
import { ageOf } from './norm.ts';

interface Props {
  type: EntityType;
  record: RecordView;
  stage: Stage;
  now: Date;
  /** The one card of the board that Tab reaches. */
  focusable: boolean;
  movable: boolean;
  /** Its move has not been confirmed yet. */
  pending: boolean;
  href: string;
  onOpen: (record: RecordView) => void;
  onFocus: (id: string) => void;
  onMenu: (record: RecordView, anchor: HTMLElement) => void;
}

/** A record on the board: title, the fields of the layout, owner, number and age in the stage against its norm. */
export const BoardCard = memo(function BoardCard(props: Props) {
  const { type, record, stage, now, focusable, movable, pending, href, onOpen, onFocus, onMenu } = props;
  const { t } = useTranslation('board');
  const { seconds } = useFormats();
  const element = useRef<HTMLDivElement>(null);
  const { edge, dragging } = useCardDrag(element, { id: record.id, enabled: movable });
  const age = stage.group === 'open' ? ageOf(record.stageEnteredAt, stage, now) : null;
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
      data-pending={pending || undefined}
      data-edge={edge ?? undefined}
    >
      <div className={classes.top}>
        <a
          className={classes.title}
          href={href}
          tabIndex={focusable ? 0 : -1}
          draggable={false}
          data-title={record.id}
          onFocus={() => onFocus(record.id)}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
            event.preventDefault();
            onOpen(record);
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
            onClick={(event) => onMenu(record, event.currentTarget)}
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
      <div className={classes.foot}>
        <span>#{record.number}</span>
        {age && (
          <span
            className={classes.age}
            data-over={age.over || undefined}
            title={
              age.norm === null
                ? t('age', { age: seconds(age.seconds, 'long') })
                : t('ageNorm', { age: seconds(age.seconds, 'long'), norm: seconds(age.norm, 'long') })
            }
          >
            <IconClockHour4 size={12} aria-hidden />
            {age.norm === null ? seconds(age.seconds) : `${seconds(age.seconds)} / ${seconds(age.norm)}`}
          </span>
        )}
        <span className={classes.spacer} />
        {record.ownerId && (
          <PersonBadge id={record.ownerId} name={record.ownerName ?? undefined} avatarOnly size={22} />
        )}
      </div>
    </div>
  );
});
