import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field, Stage } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { stageCss } from '../../ui/stage-color.ts';
import classes from './board.module.css';
import { useColumnDrop } from './column-drop.ts';
import type { Column, Sum } from './columns.ts';
import { ageOf } from './norm.ts';
import { QuickAdd } from './quick-add.tsx';

interface Props {
  type: EntityType;
  funnel: string;
  stage: Stage;
  color: string;
  column: Column<RecordView>;
  summed: Field[];
  now: Date;
  mayCreate: boolean;
  /** The card that must be in view, where it is in this column. */
  focused: string | null;
  renderCard: (record: RecordView, stage: Stage) => ReactNode;
  onMore: (stage: string) => void;
  onForm: (stage: string, title: string) => void;
}

/** One stage: its heading with count, sums and warnings above cards of which only those in view exist. */
export function BoardColumn(props: Props) {
  const { type, funnel, stage, color, column, summed, now, mayCreate, focused, renderCard, onMore, onForm } = props;
  const { t } = useTranslation('board');
  const { label, number, money } = useFormats();
  const [adding, setAdding] = useState(false);
  const section = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const over = useColumnDrop(section, list, stage.key);
  const virtual = useVirtualizer({
    count: column.items.length,
    getScrollElement: () => list.current,
    estimateSize: () => 104,
    getItemKey: (index) => column.items[index]?.id ?? index,
    overscan: 6,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (column.nextCursor !== null && last >= column.items.length - 8) onMore(stage.key);
  }, [last, column.nextCursor, column.items.length, onMore, stage.key]);

  const focusedIndex = focused === null ? -1 : column.items.findIndex((record) => record.id === focused);
  useEffect(() => {
    if (focusedIndex >= 0) virtual.scrollToIndex(focusedIndex, { align: 'auto' });
  }, [focusedIndex, virtual]);

  const late = column.items.filter((record) => ageOf(record.stageEnteredAt, stage, now)?.over).length;
  const name = label(stage.name);
  const full = stage.limit !== undefined && column.count > stage.limit;
  return (
    <section
      ref={section}
      className={classes.column}
      style={{ '--stage': stageCss(color) } as CSSProperties}
      data-over={over || undefined}
      data-stage={stage.key}
      aria-label={t('column', { stage: name, count: column.count })}
    >
      <div className={classes.head}>
        <div className={classes.headRow}>
          <h2 className={classes.name} title={name}>
            {name}
          </h2>
          <span className={`${classes.count} ${full ? classes.over : ''}`} data-testid="count">
            {number(column.count)}
            {stage.limit !== undefined && ` / ${number(stage.limit)}`}
          </span>
          {mayCreate && (
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('add', { stage: name })}
              onClick={() => setAdding(true)}
            >
              <IconPlus size={16} />
            </ActionIcon>
          )}
        </div>
        <div className={classes.sums}>
          <span>
            {summed
              .map((field) =>
                sumText(column.sums[field.key], (value, currency) => money(value, currency ?? field.currency)),
              )
              .filter((text) => text !== '')
              .join(' · ')}
          </span>
          {late > 0 && <span className={classes.over}>{t('overNorm', { count: late })}</span>}
        </div>
      </div>
      {adding && (
        <QuickAdd type={type} funnel={funnel} stage={stage} onClose={() => setAdding(false)} onForm={onForm} />
      )}
      <div ref={list} className={classes.list}>
        {column.items.length === 0 && (
          <Text size="sm" c="dimmed" ta="center" py="md">
            {t('emptyColumn')}
          </Text>
        )}
        <ul className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {rows.map((row) => {
            const record = column.items[row.index];
            return (
              record && (
                <li
                  key={row.key}
                  ref={virtual.measureElement}
                  data-index={row.index}
                  className={classes.row}
                  style={{ transform: `translateY(${row.start}px)` }}
                  aria-setsize={column.count}
                  aria-posinset={row.index + 1}
                >
                  {renderCard(record, stage)}
                </li>
              )
            );
          })}
        </ul>
        {column.nextCursor !== null && (
          <Text size="xs" c="dimmed" ta="center" py={4}>
            {t('loadingMore')}
          </Text>
        )}
      </div>
    </section>
  );
}

/** Currencies side by side, never added together. */
function sumText(sum: Sum | undefined, money: (value: number, currency?: string) => string): string {
  if (sum === undefined) return '';
  if (typeof sum === 'number') return money(sum);
  return Object.entries(sum)
    .map(([currency, value]) => money(value, currency))
    .join(' + ');
}
