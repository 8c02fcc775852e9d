import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../data/session.ts';
import type { Board } from './board-data.ts';
import type { DragSource } from './card-drag.ts';
import { cardOf } from './columns.ts';
import { type Forbidden, whyNot } from './forbidden.ts';
import { totalOf } from './lanes.ts';
import { extended, present, toggled } from './selection.ts';

interface Options {
  type: EntityType;
  funnel: Funnel;
  board: RefObject<Board | undefined>;
}

const NONE: ReadonlyMap<string, Forbidden> = new Map();

/** Which cards are selected, which are in hand, and where those may not go. */
export function useHeld({ type, funnel, board }: Options) {
  const { t } = useTranslation('board');
  const me = useMe();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const selected = present(board.current, chosen);
  const latest = useRef(selected);
  latest.current = selected;

  const forbiddenFor = useCallback(
    (ids: readonly string[]): ReadonlyMap<string, Forbidden> => {
      const shown = board.current;
      if (!shown) return NONE;
      const records = ids.flatMap((id) => cardOf<RecordView>(shown, id) ?? []);
      const around = {
        type,
        funnel,
        roles: me.user.roles,
        me: me.user.id,
        timeZone: me.organization.timeZone,
        now: new Date().toISOString(),
        countOf: (stage: string) => totalOf(shown.columns.filter((column) => column.stage === stage)).count,
      };
      return new Map(
        funnel.stages.flatMap((stage): [string, Forbidden][] => {
          const reason = whyNot(records, stage, around);
          return reason ? [[stage.key, reason]] : [];
        }),
      );
    },
    [type, funnel, me, board],
  );

  const along = useCallback(
    (id: string): readonly string[] => (latest.current.has(id) ? [...latest.current] : [id]),
    [],
  );
  const drag: DragSource = useMemo(
    () => ({
      along,
      forbidden: (ids) => new Set(forbiddenFor(ids).keys()),
      preview: (count) => t('selectedCount', { count }),
    }),
    [along, forbiddenFor, t],
  );
  const select = useCallback(
    (id: string, way: 'toggle' | 'range') => {
      const shown = board.current;
      if (!shown) return;
      const next =
        way === 'toggle' ? toggled(latest.current, id) : extended(shown, latest.current, last.current ?? id, id);
      last.current = id;
      setChosen(next);
      announce(t('selectedCount', { count: next.size }));
    },
    [board, t],
  );
  const clear = useCallback(() => {
    last.current = null;
    setChosen(new Set());
  }, []);
  /** Why what is in hand may not go to a stage. */
  const forbidden = useMemo(() => (held ? forbiddenFor(held) : NONE), [held, forbiddenFor]);
  return { selected, select, clear, along, drag, held, setHeld, forbidden, forbiddenFor };
}
