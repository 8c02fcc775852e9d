import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field, Stage } from '@etapa/shared/definition/entity-type';
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OptionBadge } from '../../fields/option-badge.tsx';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './board.module.css';
import { CardList } from './card-list.tsx';
import { useColumnDrop } from './column-drop.ts';
import type { Column, Slot } from './columns.ts';
import type { Forbidden } from './forbidden.ts';
import type { Lane } from './lanes.ts';
import { SumsText } from './stage-head.tsx';
import { useLaneNames } from './use-lane-names.ts';

interface Props {
  type: EntityType;
  stages: readonly Stage[];
  laneBy: string;
  lane: Lane<RecordView>;
  summed: Field[];
  forbidden: ReadonlyMap<string, Forbidden>;
  focused: string | null;
  renderCard: (record: RecordView, stage: Stage) => ReactNode;
  onMore: (slot: Slot) => void;
}

/** One lane: who or what it is, its count and sums, and below a cell for each stage. */
export function BoardLane({ type, stages, laneBy, lane, summed, forbidden, focused, renderCard, onMore }: Props) {
  const { t } = useTranslation('board');
  const { number } = useFormats();
  const [open, setOpen] = useState(true);
  const name = useLaneName(type, laneBy, lane.value);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes.lane} aria-label={t('lane', { lane: name.text, count: lane.count })}>
      <div className={classes.laneHead}>
        <UnstyledButton className={classes.laneToggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Chevron size={16} aria-hidden />
          {name.shown}
        </UnstyledButton>
        <span className={classes.count} data-testid="lane-count">
          {number(lane.count)}
        </span>
        <span className={classes.laneSums}>
          <SumsText sums={lane.sums} summed={summed} />
        </span>
      </div>
      {open && (
        <div className={classes.cells}>
          {stages.map((stage) => {
            const column = lane.columns.find((candidate) => candidate.stage === stage.key);
            return (
              column && (
                <LaneCell
                  key={stage.key}
                  name={`board ${type.key} ${laneBy} ${lane.value} ${stage.key}`}
                  laneName={name.text}
                  stage={stage}
                  column={column}
                  forbidden={forbidden.get(stage.key) ?? null}
                  focused={focused}
                  renderCard={renderCard}
                  onMore={onMore}
                />
              )
            );
          })}
        </div>
      )}
    </section>
  );
}

interface CellProps extends Pick<Props, 'focused' | 'renderCard' | 'onMore'> {
  name: string;
  laneName: string;
  stage: Stage;
  column: Column<RecordView>;
  forbidden: Forbidden | null;
}

function LaneCell({ name, laneName, stage, column, forbidden, focused, renderCard, onMore }: CellProps) {
  const { t } = useTranslation('board');
  const { label } = useFormats();
  const cell = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const over = useColumnDrop(cell, list, column);
  return (
    <section
      ref={cell}
      className={classes.cell}
      data-over={over || undefined}
      data-stage={stage.key}
      data-lane={column.lane ?? ''}
      data-forbidden={forbidden ?? undefined}
      aria-label={t('cell', { lane: laneName, stage: label(stage.name), count: column.count })}
    >
      <CardList
        column={column}
        list={list}
        name={name}
        focused={focused}
        renderCard={(record) => renderCard(record, stage)}
        onMore={onMore}
      />
    </section>
  );
}

function useLaneName(type: EntityType, laneBy: string, value: string | null): { text: string; shown: ReactNode } {
  const text = useLaneNames(type, laneBy)(value);
  const field = type.fields.find(({ key }) => key === laneBy);
  if (value === null) return { text, shown: <span className={classes.noLane}>{text}</span> };
  if (laneBy === '$owner' || field?.kind === 'user') return { text, shown: <PersonBadge id={value} name={text} /> };
  const option = field?.options?.find(({ key }) => key === value);
  return { text, shown: option ? <OptionBadge option={option} /> : <span>{text}</span> };
}
