import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { FilterBar } from '../../conditions/filter-bar.tsx';
import type { ShownNow } from '../../conditions/use-shown.ts';
import { ViewsMenu } from '../../conditions/views-menu.tsx';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { useWalk } from '../../data/walk.ts';
import { useBoardClock } from '../../fields/board-clock.ts';
import { useStageMove } from '../../fields/stage-move.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { fetched } from '../../ui/fetched.ts';
import { useAskMany } from './ask-many.tsx';
import classes from './board.module.css';
import { BoardCard, type CardActions } from './board-card.tsx';
import { BoardColumns } from './board-columns.tsx';
import { useBoard } from './board-data.ts';
import { BoardEmpty } from './board-empty.tsx';
import { focusCard, GOING, onBoardKey } from './board-keys.ts';
import { BoardSkeleton } from './board-skeleton.tsx';
import { BoardTools } from './board-tools.tsx';
import { useCardMove } from './card-move.ts';
import { placeOf } from './columns.ts';
import { stepPlace } from './drop-place.ts';
import { lanesBy, lanesOf, withEveryCell } from './lanes.ts';
import { useOverNormCounts } from './over-norm-counts.ts';
import { SelectionBar } from './selection-bar.tsx';
import { summedFields } from './sums.ts';
import { useDrops } from './use-drops.ts';
import { useHeld } from './use-held.ts';
import { useLaneNames } from './use-lane-names.ts';

// Forms, their editors and menus are fetched when the first is opened: a board shows without them.
const NewRecord = fetched(async () => (await import('../../fields/new-record.tsx')).NewRecord);

const MoveMenu = fetched(async () => (await import('./move-menu.tsx')).MoveMenu);

const route = getRouteApi('/signed-in/p/$entityType/');

interface Props {
  type: EntityType;
  funnel: Funnel;
  shown: ShownNow;
}

/** One funnel's board: columns of cards, moved by dragging, menu or key. */
export function FunnelBoard({ type, funnel, shown }: Props) {
  const { label } = useFormats();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { filter, q } = shown;
  const laneBy = lanesBy(type, shown.groupBy);
  const stages = useMemo(() => funnel.stages.map(({ key }) => key), [funnel]);
  const { query, change, hold, loadMore, settle } = useBoard({
    entityType: type.key,
    funnel: funnel.key,
    filter,
    q,
    laneBy,
    ready: shown.ready,
  });
  const board = useMemo(() => query.data && withEveryCell(query.data, type, stages), [query.data, type, stages]);
  const current = useRef(board);
  current.current = board;

  const clock = useBoardClock(type);
  const summed = useMemo(() => summedFields(type), [type]);
  const late = useOverNormCounts({ type, funnel, filter, clock, ready: board !== undefined });
  const { move, send, dialog } = useStageMove(type);
  const { ask, dialog: askingMany } = useAskMany(type);
  // A cell that nothing lay in yet is put on the board before a card is.
  const changeAll = useCallback(
    (next: Parameters<typeof change>[0]) => change((each) => next(withEveryCell(each, type, stages))),
    [change, type, stages],
  );
  const { selected, select, clear, along, drag, setHeld, forbidden, forbiddenFor } = useHeld({
    type,
    funnel,
    board: current,
  });
  const { run, pending } = useCardMove({
    type,
    summed,
    laneBy,
    board: () => current.current,
    change: changeAll,
    hold,
    settle,
    forbiddenFor,
    move,
    ask,
    send,
  });

  const [focused, setFocused] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ record: RecordView; anchor: HTMLElement } | null>(null);
  const [form, setForm] = useState<{ stage?: string; title?: string } | null>(null);
  const mayCreate = may(me, 'create', type.key);
  const mayMove = may(me, 'move', type.key);
  const columns = useRef<HTMLDivElement>(null);
  const moveAll = (ids: readonly string[], to: Parameters<typeof run>[1]) => {
    if (!forbiddenFor(ids).has(to.stage)) clear();
    void run(ids, to);
  };
  useDrops({
    columns,
    board: current,
    loaded: board !== undefined,
    enabled: mayMove,
    drag,
    hold,
    setHeld,
    onMove: moveAll,
  });

  // A card in another column is another element: the focus follows it, also back again.
  const followed = useRef<string | null>(null);
  useEffect(() => {
    if (board && followed.current && document.activeElement === document.body) focusCard(followed.current);
  }, [board]);
  const moveByMenu = async (lead: string, ids: readonly string[], to: Parameters<typeof run>[1]) => {
    clear();
    followed.current = lead;
    await run(ids, to);
    followed.current = null;
  };

  const openForm = useCallback((stage?: string, title?: string) => setForm({ stage, title }), []);
  useHotkeys([['n', () => mayCreate && openForm()]]);
  const formOpen = form !== null || (search.new === true && mayCreate);

  const open = useCallback(
    (record: RecordView) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, card: record.number }),
        mask: {
          to: '/p/$entityType/records/$number',
          params: { entityType: type.key, number: String(record.number) },
        },
      }),
    [navigate, type.key],
  );
  useWalk(type.key, () => current.current?.columns.flatMap(({ items }) => items.map((card) => card.number)) ?? []);
  const onMenu = useCallback((record: RecordView, anchor: HTMLElement) => setMenu({ record, anchor }), []);
  const actions: CardActions = useMemo(
    () => ({ onOpen: open, onFocus: setFocused, onMenu, onSelect: select, drag }),
    [open, onMenu, select, drag],
  );
  const tabStop = useMemo(() => {
    if (focused && board?.columns.some(({ items }) => items.some(({ id }) => id === focused))) return focused;
    return board?.columns.find((column) => column.items.length > 0)?.items[0]?.id ?? null;
  }, [board, focused]);
  // Keys that go from card to card bring whoever stands nowhere to the first one.
  const enter = () => tabStop && document.activeElement === document.body && focusCard(tabStop);
  useHotkeys(GOING.map((key) => [key, enter, { preventDefault: false }]));
  const empty = board?.columns.every((column) => column.count === 0) ?? false;
  const narrowed = Boolean(filter || q);
  const menuIds = menu ? along(menu.record.id) : [];
  const laneNames = useLaneNames(type, laneBy);
  const menuPlace = menu && board ? placeOf(board, menu.record.id) : null;

  const renderCard = (record: RecordView, stage: Stage) => (
    <BoardCard
      type={type}
      record={record}
      stage={stage}
      clock={clock}
      focusable={record.id === tabStop}
      movable={mayMove}
      selected={selected.has(record.id)}
      pending={pending.has(record.id)}
      actions={actions}
    />
  );
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{label(funnel.name)}</VisuallyHidden>
      <FilterBar
        type={type}
        filter={filter}
        q={q}
        onChange={shown.change}
        views={<ViewsMenu entityType={type.key} display="board" shown={shown} />}
      >
        <BoardTools
          type={type}
          funnel={funnel}
          laneBy={laneBy}
          onChange={shown.change}
          onNew={mayCreate ? () => openForm() : undefined}
        />
      </FilterBar>
      {query.error && !board && (
        <div style={{ padding: 16 }}>
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {!board && !query.error && <BoardSkeleton columns={Math.min(6, funnel.stages.length)} />}
      {board && empty && (
        <BoardEmpty
          entityType={type.key}
          narrowed={narrowed}
          mayCreate={mayCreate}
          onClear={() => shown.change({ filter: undefined, q: undefined })}
        />
      )}
      {board && !(empty && narrowed) && (
        <BoardColumns
          type={type}
          funnel={funnel}
          board={board}
          element={columns}
          summed={summed}
          late={late}
          mayCreate={mayCreate}
          forbidden={forbidden}
          focused={focused}
          renderCard={renderCard}
          onMore={loadMore}
          onForm={openForm}
          onKeyDown={(event) =>
            onBoardKey(event, {
              board,
              focused: tabStop,
              onFocus: setFocused,
              onMenu,
              onSelect: mayMove ? select : () => {},
              onClear: clear,
            })
          }
        />
      )}
      {selected.size > 0 && board && (
        <SelectionBar
          count={selected.size}
          onClear={clear}
          onMove={(anchor) => {
            const first = board.columns.flatMap(({ items }) => items).find(({ id }) => selected.has(id));
            if (first) setMenu({ record: first, anchor });
          }}
        />
      )}
      <Suspense>
        {menu && board && (
          <MoveMenu
            type={type}
            funnel={funnel}
            record={menu.record}
            count={menuIds.length}
            anchor={menu.anchor}
            forbidden={forbiddenFor(menuIds)}
            lanes={
              laneBy === undefined
                ? []
                : lanesOf(board, type, stages)
                    .filter(({ value }) => menuIds.length > 1 || value !== menuPlace?.lane)
                    .map((lane) => ({ lane, name: laneNames(lane.value) }))
            }
            onClose={() => {
              setMenu(null);
              focusCard(menu.record.id);
            }}
            onStage={(stage) => void moveByMenu(menu.record.id, menuIds, { stage, lane: menuPlace?.lane, after: null })}
            onLane={(lane) =>
              void moveByMenu(menu.record.id, menuIds, { stage: menu.record.stage ?? '', lane, after: null })
            }
            onStep={(step) => {
              const place = stepPlace(board, menu.record.id, step);
              if (place) void run([menu.record.id], place);
            }}
          />
        )}
      </Suspense>
      {dialog}
      {askingMany}
      {formOpen && (
        <Suspense>
          <NewRecord
            type={type}
            funnel={funnel.key}
            stage={form?.stage}
            initial={form?.title ? { [type.titleField]: form.title } : undefined}
            onClose={() => {
              setForm(null);
              if (search.new)
                void navigate({ to: '.', search: (before) => ({ ...before, new: undefined }), replace: true });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
