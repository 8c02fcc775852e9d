import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage } from '../../data/entity-types.ts';
import { useProblemText } from '../../data/problem-notice.tsx';
import type { MoveTarget } from '../../fields/stage-move.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import type { Board } from './board-data.ts';
import { cardOf, moveCard, type Place, placeOf, refreshCard, type SummedField } from './columns.ts';
import { hideMoved, showMoved, showNotMoved } from './move-notice.tsx';
import { valuesBefore } from './values-before.ts';

interface Options {
  type: EntityType;
  summed: SummedField[];
  board: () => Board | undefined;
  change: (next: (board: Board) => Board) => void;
  hold: () => () => void;
  settle: () => void;
  move: (record: RecordView, target: MoveTarget) => Promise<RecordView | null>;
}

/**
 * Moves cards: at once on screen, then on the server. What the server refuses goes back to where it was, with the
 * reason; what it takes can be undone for ten seconds.
 */
export function useCardMove({ type, summed, board, change, hold, settle, move }: Options) {
  const { t } = useTranslation('board');
  const { label } = useFormats();
  const problem = useProblemText();
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());

  const run = useCallback(
    async (id: string, to: Place, doc?: Doc, undoing = false): Promise<void> => {
      const before = board();
      const record = before && cardOf(before, id);
      const home = before && placeOf(before, id);
      if (!record || !home) return;
      hideMoved(id);
      const release = hold();
      const named = (stage: string) => ({
        title: record.title,
        stage: label(findStage(type, record.funnel, stage)?.name ?? stage),
      });
      const back = () => change((shown) => moveCard(shown, id, home, summed));
      change((shown) => moveCard(shown, id, to, summed));
      setPending((ids) => new Set(ids).add(id));
      try {
        const moved = await move(record, { ...to, funnel: record.funnel ?? undefined, doc });
        if (!moved) {
          back();
          announce(t('cancelled', { title: record.title }));
          return;
        }
        change((shown) => refreshCard(shown, moved, summed));
        if (to.stage === home.stage) {
          announce(t('reordered', { title: record.title }));
        } else {
          const text = t(undoing ? 'movedBack' : 'moved', named(to.stage));
          announce(text);
          const undo = () => void run(id, home, valuesBefore(type, record.doc, moved.doc), true);
          showMoved({ id, text, undo: undoing ? null : { label: t('undo'), run: undo } });
        }
      } catch (error) {
        back();
        const { title, detail } = problem(error);
        announce(`${t('notMoved', named(home.stage))}. ${title}`);
        showNotMoved({ id, title: t('notMoved', named(home.stage)), reason: detail ? `${title}. ${detail}` : title });
      } finally {
        setPending((ids) => new Set([...ids].filter((other) => other !== id)));
        release();
        settle();
      }
    },
    [type, summed, board, change, hold, settle, move, problem, label, t],
  );
  return { run, pending };
}
