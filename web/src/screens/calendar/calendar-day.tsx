import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Popover, Text, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { fingerPlace } from '../../ui/finger-drag.ts';
import classes from './calendar.module.css';
import { CalendarEntry } from './calendar-entry.tsx';
import type { DateSource } from './date-source.ts';
import { Weekday } from './weekday.tsx';

interface Props {
  type: EntityType;
  day: string;
  today: string;
  /** Of another month. */
  outside: boolean;
  records: RecordView[];
  /** Entries that fit; the others are behind a button. */
  most: number;
  source: DateSource | undefined;
  movable: boolean;
  isLate: (record: RecordView) => boolean;
  onOpen: (record: RecordView) => void;
  onMove: (id: string, day: string) => void;
  onAdd?: () => void;
}

/** One day with what lies on it; more than fits is one press away. */
export function CalendarDay(props: Props) {
  const { type, day, today, outside, records, most, source, movable, isLate, onOpen, onMove, onAdd } = props;
  const { t } = useTranslation('calendar');
  const { date, number } = useFormats();
  const cell = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef(onMove);
  latest.current = onMove;
  useEffect(() => {
    if (!cell.current) return;
    return combine(
      dropTargetForElements({
        element: cell.current,
        canDrop: ({ source: { data } }) => data.kind === 'calendar entry',
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source: { data } }) => {
          setOver(false);
          latest.current(String(data.id), day);
        },
      }),
      fingerPlace(cell.current, {
        kind: 'calendar entry',
        takes: () => true,
        onOver: setOver,
        onDrop: (id) => latest.current(id, day),
      }),
    );
  }, [day]);
  const fits = records.length <= most ? records : records.slice(0, most - 1);
  const hidden = records.length - fits.length;
  const entry = (record: RecordView) => (
    <CalendarEntry
      key={record.id}
      type={type}
      record={record}
      day={day}
      source={source}
      movable={movable}
      late={isLate(record)}
      onOpen={onOpen}
      onMove={onMove}
    />
  );
  return (
    <section
      ref={cell}
      className={classes.day}
      data-day={day}
      data-today={day === today || undefined}
      data-outside={outside || undefined}
      data-over={over || undefined}
      aria-label={t('day', { date: date(day), count: records.length })}
    >
      <div className={classes.dayHead}>
        <span className={classes.dayNumber} aria-current={day === today ? 'date' : undefined}>
          {number(Number(day.slice(8)))}
        </span>
        <span className={classes.dayName} aria-hidden>
          <Weekday day={day} />
        </span>
        {onAdd && (
          <ActionIcon
            className={classes.add}
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('add', { date: date(day) })}
            onClick={onAdd}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </div>
      <ul className={classes.entries}>{fits.map(entry)}</ul>
      {hidden > 0 && (
        <Popover position="bottom" withinPortal shadow="md" width={280} trapFocus>
          <Popover.Target>
            <UnstyledButton className={classes.more} aria-label={t('moreOn', { count: hidden, date: date(day) })}>
              {t('more', { count: hidden })}
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown className={classes.dropdown} aria-label={date(day)}>
            <Text fw={600} size="sm" mb={6}>
              {date(day)}
            </Text>
            <ul className={classes.entries}>{records.map(entry)}</ul>
          </Popover.Dropdown>
        </Popover>
      )}
    </section>
  );
}
