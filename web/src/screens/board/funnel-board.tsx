import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { Button, Select, VisuallyHidden } from '@mantine/core';
import { useHotkeys, useInterval } from '@mantine/hooks';
import { IconLayoutKanban, IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../conditions/filter-bar.tsx';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { NewRecord } from '../../fields/new-record.tsx';
import { useStageMove } from '../../fields/stage-move.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { stageColor } from '../../ui/stage-color.ts';
import classes from './board.module.css';
import { BoardCard } from './board-card.tsx';
import { BoardColumn } from './board-column.tsx';
import { useBoard } from './board-data.ts';
import { focusCard, onBoardKey } from './board-keys.ts';
import { BoardSkeleton } from './board-skeleton.tsx';
import { isDraggedCard } from './card-drag.ts';
import { useCardMove } from './card-move.ts';
import { type DropTarget, dropPlace, stepPlace } from './drop-place.ts';
import { MoveMenu } from './move-menu.tsx';
import { summedFields } from './sums.ts';

const route = getRouteApi('/signed-in/p/$entityType/');
const MINUTE = 60_000;

/** One funnel's board: columns of cards, moved by dragging, menu or key. */
export function FunnelBoard({ type, funnel }: { type: EntityType; funnel: Funnel }) {
  const { t } = useTranslation('board');
  const { label } = useFormats();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { filter, q } = search;
  const { query, change, hold, loadMore, settle } = useBoard({ entityType: type.key, funnel: funnel.key, filter, q });
  const board = query.data;
  const shown = useRef(board);
  shown.current = board;

  const [now, setNow] = useState(() => new Date());
  useInterval(() => setNow(new Date()), MINUTE, { autoInvoke: true });
  const summed = useMemo(() => summedFields(type), [type]);
  const { move, dialog } = useStageMove(type);
  const { run, pending } = useCardMove({ type, summed, board: () => shown.current, change, hold, settle, move });

  const [focused, setFocused] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ record: RecordView; anchor: HTMLElement } | null>(null);
  const [form, setForm] = useState<{ stage?: string; title?: string } | null>(null);
  const mayCreate = may(me, 'create', type.key);
  const mayMove = may(me, 'move', type.key);
  const columns = useRef<HTMLDivElement>(null);
  const loaded = board !== undefined;

  useEffect(() => {
    const element = columns.current;
    if (!loaded || !element) return;
    return autoScrollForElements({ element, canScroll: ({ source }) => isDraggedCard(source.data) });
  }, [loaded]);

  useEffect(() => {
    let release = () => {};
    return monitorForElements({
      canMonitor: ({ source }) => isDraggedCard(source.data),
      onDragStart: () => {
        release = hold();
      },
      onDrop: ({ source, location }) => {
        const target = location.current.dropTargets[0];
        const data = source.data;
        if (target && isDraggedCard(data) && shown.current) {
          const place = dropPlace(shown.current, data.id, dropTargetOf(target.data));
          if (place) void run(data.id, place);
        }
        release();
      },
    });
  }, [hold, run]);

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
  const onMenu = useCallback((record: RecordView, anchor: HTMLElement) => setMenu({ record, anchor }), []);
  const firstId = board?.columns.find((column) => column.items.length > 0)?.items[0]?.id ?? null;
  const tabStop =
    focused && board?.columns.some(({ items }) => items.some(({ id }) => id === focused)) ? focused : firstId;
  const empty = board?.columns.every((column) => column.count === 0) ?? false;
  const narrowed = Boolean(filter || q);

  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{label(funnel.name)}</VisuallyHidden>
      <FilterBar
        type={type}
        filter={filter}
        q={q}
        onChange={(next) => void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })}
      >
        {(type.funnels?.length ?? 0) > 1 && (
          <Select
            size="xs"
            w={170}
            aria-label={t('funnel')}
            allowDeselect={false}
            data={(type.funnels ?? []).map((one) => ({ value: one.key, label: label(one.name) }))}
            value={funnel.key}
            onChange={(next) =>
              void navigate({ to: '.', search: (before) => ({ ...before, funnel: next ?? undefined }) })
            }
          />
        )}
        {mayCreate && (
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => openForm()}>
            {t('new')}
          </Button>
        )}
      </FilterBar>
      {query.error && !board && (
        <div style={{ padding: 16 }}>
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {!board && !query.error && <BoardSkeleton columns={Math.min(6, funnel.stages.length)} />}
      {board && empty && (
        <Empty
          icon={<IconLayoutKanban />}
          title={narrowed ? t('nothingMatches') : t('emptyTitle')}
          action={
            narrowed ? (
              <Button
                variant="default"
                onClick={() =>
                  void navigate({ to: '.', search: (before) => ({ ...before, filter: undefined, q: undefined }) })
                }
              >
                {t('clearFilter')}
              </Button>
            ) : (
              mayCreate && (
                <Button variant="default" component={Link} to={`/p/${type.key}/import`}>
                  {t('import')}
                </Button>
              )
            )
          }
        >
          {narrowed ? null : t('emptyText')}
        </Empty>
      )}
      {board && !(empty && narrowed) && (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys come from the cards inside.
        <div
          ref={columns}
          className={classes.columns}
          onKeyDown={(event) => onBoardKey(event, { board, focused: tabStop, onFocus: setFocused, onMenu })}
        >
          {board.columns.map((column, index) => {
            const stage = funnel.stages.find((one) => one.key === column.stage);
            if (!stage) return null;
            return (
              <BoardColumn
                key={column.stage}
                type={type}
                funnel={funnel.key}
                stage={stage}
                color={stageColor(stage, index)}
                column={column}
                summed={summed}
                now={now}
                mayCreate={mayCreate}
                focused={focused}
                onMore={loadMore}
                onForm={openForm}
                renderCard={(record, own) => (
                  <BoardCard
                    type={type}
                    record={record}
                    stage={own}
                    now={now}
                    focusable={record.id === tabStop}
                    movable={mayMove}
                    pending={pending.has(record.id)}
                    href={`/p/${type.key}/records/${record.number}`}
                    onOpen={open}
                    onFocus={setFocused}
                    onMenu={onMenu}
                  />
                )}
              />
            );
          })}
        </div>
      )}
      {menu && (
        <MoveMenu
          type={type}
          funnel={funnel}
          record={menu.record}
          anchor={menu.anchor}
          onClose={() => {
            setMenu(null);
            focusCard(menu.record.id);
          }}
          onStage={(stage) => void run(menu.record.id, { stage, after: null })}
          onStep={(step) => {
            const place = board && stepPlace(board, menu.record.id, step);
            if (place) void run(menu.record.id, place);
          }}
        />
      )}
      {dialog}
      {formOpen && (
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
      )}
    </div>
  );
}

function dropTargetOf(data: Record<string | symbol, unknown>): DropTarget {
  if (data.kind === 'card') return { kind: 'card', id: String(data.id), edge: extractClosestEdge(data) };
  return { kind: 'column', stage: String(data.stage) };
}
