import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field, Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject, useMemo } from 'react';
import { isForeign } from '../../data/own-view.ts';
import { useKeptScroll } from '../../ui/kept-scroll.ts';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import classes from './board.module.css';
import { BoardColumn } from './board-column.tsx';
import type { Board } from './board-data.ts';
import { BoardLane } from './board-lane.tsx';
import type { Slot } from './columns.ts';
import type { Forbidden } from './forbidden.ts';
import { lanesOf, totalOf } from './lanes.ts';
import { StageHead } from './stage-head.tsx';
import { WhyNot } from './why-not.tsx';

interface Props {
  type: EntityType;
  funnel: Funnel;
  board: Board;
  element: RefObject<HTMLDivElement | null>;
  summed: Field[];
  /** How many of each stage are over its norm. */
  late: ReadonlyMap<string, number>;
  mayCreate: boolean;
  forbidden: ReadonlyMap<string, Forbidden>;
  focused: string | null;
  renderCard: (record: RecordView, stage: Stage) => ReactNode;
  onMore: (slot: Slot) => void;
  onForm: (stage?: string, title?: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The columns beside each other, or below their headings one lane after the other. */
export function BoardColumns(props: Props) {
  const { type, funnel, board, element, summed, late, mayCreate, forbidden, focused } = props;
  const { renderCard, onMore, onForm, onKeyDown } = props;
  const laned = board.laneBy !== undefined;
  // Without cards and buttons there is nothing else by which the keyboard could scroll.
  const bare = !mayCreate && board.columns.every(({ items }) => items.length === 0);
  const name = `board ${type.key} ${funnel.key} ${board.laneBy ?? ''}`;
  useKeptScroll(element, name, { extent: Number.POSITIVE_INFINITY, way: 'sideways' });
  useKeptScroll(element, name, { extent: laned ? Number.POSITIVE_INFINITY : 0 });
  const stages = useMemo(
    () => funnel.stages.filter((each) => board.columns.some(({ stage }) => stage === each.key) && !isForeign(each)),
    [funnel, board.columns],
  );
  const keys = useMemo(() => stages.map(({ key }) => key), [stages]);
  const colorOf = (stage: Stage) => stageColor(stage, funnel.stages.indexOf(stage));
  if (!laned) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: keys come from the cards inside.
      <div ref={element} className={classes.columns} tabIndex={bare ? 0 : undefined} onKeyDown={onKeyDown}>
        {stages.map((stage) => {
          const column = board.columns.find((candidate) => candidate.stage === stage.key);
          return (
            column && (
              <BoardColumn
                key={stage.key}
                type={type}
                funnel={funnel.key}
                stage={stage}
                color={colorOf(stage)}
                column={column}
                summed={summed}
                late={late.get(stage.key) ?? 0}
                mayCreate={mayCreate}
                forbidden={forbidden.get(stage.key) ?? null}
                focused={focused}
                renderCard={renderCard}
                onMore={onMore}
                onForm={onForm}
              />
            )
          );
        })}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come from the cards inside.
    <div ref={element} className={classes.lanes} onKeyDown={onKeyDown}>
      <div className={classes.laneStages}>
        {stages.map((stage) => (
          <div
            key={stage.key}
            className={classes.laneStage}
            style={{ '--stage': stageCss(colorOf(stage)) } as CSSProperties}
            data-forbidden={forbidden.get(stage.key)}
          >
            <StageHead
              stage={stage}
              total={totalOf(board.columns.filter((column) => column.stage === stage.key))}
              summed={summed}
              late={late.get(stage.key) ?? 0}
              onAdd={mayCreate ? () => onForm(stage.key) : undefined}
            />
            {forbidden.has(stage.key) && (
              <div className={classes.reason}>
                <WhyNot type={type} stage={stage} reason={forbidden.get(stage.key) ?? 'guard'} />
              </div>
            )}
          </div>
        ))}
      </div>
      {lanesOf(board, type, keys).map((lane) => (
        <BoardLane
          key={lane.value}
          type={type}
          stages={stages}
          laneBy={board.laneBy ?? ''}
          lane={lane}
          summed={summed}
          forbidden={forbidden}
          focused={focused}
          renderCard={renderCard}
          onMore={onMore}
        />
      ))}
    </div>
  );
}
