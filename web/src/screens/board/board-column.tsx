import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field, Stage } from '@etapa/shared/definition/entity-type';
import { type CSSProperties, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayCreateIn } from '../../data/own-view.ts';
import { useMe } from '../../data/session.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { stageCss } from '../../ui/stage-color.ts';
import classes from './board.module.css';
import { CardList } from './card-list.tsx';
import { useColumnDrop } from './column-drop.ts';
import type { Column, Slot } from './columns.ts';
import type { Forbidden } from './forbidden.ts';
import { QuickAdd } from './quick-add.tsx';
import { StageHead } from './stage-head.tsx';
import { WhyNot } from './why-not.tsx';

interface Props {
  type: EntityType;
  funnel: string;
  stage: Stage;
  color: string;
  column: Column<RecordView>;
  summed: Field[];
  late: number;
  mayCreate: boolean;
  /** Why what is held may not come here. */
  forbidden: Forbidden | null;
  focused: string | null;
  renderCard: (record: RecordView, stage: Stage) => ReactNode;
  onMore: (slot: Slot) => void;
  onForm: (stage: string, title: string) => void;
}

/** One stage: its heading above its cards. */
export function BoardColumn(props: Props) {
  const { type, funnel, stage, color, column, summed, late, mayCreate, forbidden, focused } = props;
  const { renderCard, onMore, onForm } = props;
  const { t } = useTranslation('board');
  const { label } = useFormats();
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const section = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const over = useColumnDrop(section, list, column);
  return (
    <section
      ref={section}
      className={classes.column}
      style={{ '--stage': stageCss(color) } as CSSProperties}
      data-over={over || undefined}
      data-stage={stage.key}
      data-forbidden={forbidden ?? undefined}
      aria-label={t('column', { stage: label(stage.name), count: column.count })}
    >
      <StageHead
        stage={stage}
        total={column}
        summed={summed}
        late={late}
        onAdd={mayCreate && mayCreateIn(me, type.key, funnel, stage.key) ? () => setAdding(true) : undefined}
      />
      {forbidden && (
        <div className={classes.reason}>
          <WhyNot type={type} stage={stage} reason={forbidden} />
        </div>
      )}
      {adding && (
        <QuickAdd type={type} funnel={funnel} stage={stage} onClose={() => setAdding(false)} onForm={onForm} />
      )}
      <CardList
        column={column}
        list={list}
        name={`board ${type.key} ${funnel} ${stage.key}`}
        focused={focused}
        renderCard={(record) => renderCard(record, stage)}
        onMore={onMore}
      />
    </section>
  );
}
