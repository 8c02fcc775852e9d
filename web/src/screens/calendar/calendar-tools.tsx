import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Button, Group, SegmentedControl, Select, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './calendar.module.css';
import { addDays, addMonths } from './calendar-days.ts';
import type { DateSource, SystemDate } from './date-source.ts';

interface Props {
  type: EntityType;
  sources: DateSource[];
  source: string | undefined;
  span: 'month' | 'week';
  day: string;
  onSource: (key: string) => void;
  onSpan: (span: 'month' | 'week') => void;
  onDay: (day: string) => void;
  /** Absent where nothing can be made. */
  onNew?: () => void;
}

/** Which days are shown, by which date. */
export function CalendarTools({ sources, source, span, day, onSource, onSpan, onDay, onNew }: Props) {
  const { t } = useTranslation('calendar');
  const { t: table } = useTranslation('table');
  const { label, language, today } = useFormats();
  const step = (by: 1 | -1) => onDay(span === 'week' ? addDays(day, 7 * by) : addMonths(day, by));
  const named = ({ key, field }: DateSource) => (field ? label(field.label) : table(`column.${key as SystemDate}`));
  const title = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
  return (
    <Group className={classes.tools} gap="xs">
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="default" size={30} aria-label={t(`previous.${span}`)} onClick={() => step(-1)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label={t(`next.${span}`)} onClick={() => step(1)}>
          <IconChevronRight size={16} />
        </ActionIcon>
        <Button size="xs" variant="default" onClick={() => onDay(today())}>
          {t('today')}
        </Button>
      </Group>
      <Text component="h2" fw={600} className={classes.title} aria-live="polite">
        {title}
      </Text>
      <Select
        size="xs"
        w={180}
        aria-label={t('by')}
        allowDeselect={false}
        data={sources.map((each) => ({ value: each.key, label: named(each) }))}
        value={source ?? null}
        onChange={(next) => next && onSource(next)}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('span')}
        data={[
          { value: 'month', label: t('month') },
          { value: 'week', label: t('week') },
        ]}
        value={span}
        onChange={(next) => onSpan(next === 'week' ? 'week' : 'month')}
      />
      {onNew && (
        <Button size="xs" leftSection={<IconPlus size={14} />} onClick={onNew}>
          {table('new')}
        </Button>
      )}
    </Group>
  );
}
