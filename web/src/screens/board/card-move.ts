import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalWords } from '../../conditions/refusal-words.ts';
import { findStage } from '../../data/entity-types.ts';
import { isProblem } from '../../data/problem.ts';
import type { MoveTarget } from '../../fields/move-target.ts';
import { useFormats } from '../../i18n/locale.tsx';
import type { Board } from './board-data.ts';
import { useCardWrite } from './card-write.ts';
import { cardOf, moveCard, type Place, placeOf, refreshCard, type SummedField, sameSlot } from './columns.ts';
import { groupPlaces } from './drop-place.ts';
import type { Forbidden } from './forbidden.ts';
import { type Failure, hideMoved, showMoved, showNotMoved, showSomeNotMoved } from './move-notice.tsx';
import { valuesBefore } from './values-before.ts';
import { useWhyNotText } from './why-not.tsx';

interface Options {
  type: EntityType;
  summed: SummedField[];
  laneBy: string | undefined;
  board: () => Board | undefined;
  change: (next: (board: Board) => Board) => void;
  hold: () => () => void;
  settle: () => void;
  /** Why cards may not go to a stage, as far as is known here. */
  forbiddenFor: (ids: readonly string[]) => ReadonlyMap<string, Forbidden>;
  /** Asks for what the stage wants of one card, and moves it. */
  move: (record: RecordView, target: MoveTarget) => Promise<RecordView | null>;
  /** Asks for what the stage wants of several, once for all; null when the person thought better of it. */
  ask: (records: RecordView[], stage: string) => Promise<Doc | null>;
  /** Moves one of several: nothing is asked any more. */
  send: (record: RecordView, target: MoveTarget) => Promise<RecordView>;
}

/** A card that has been moved: as it was, where it lay, and as it is. */
interface Moved {
  record: RecordView;
  home: Place;
  now: RecordView;
}

/**
 * Moves cards: at once on screen, then on the server. What the server refuses goes back to where it was, with the
 * reason; what it takes can be undone for ten seconds. Where somebody else was quicker, the card is shown where it is.
 */
export function useCardMove(options: Options) {
  const { type, summed, laneBy, board, change, hold, settle, forbiddenFor, move, ask, send } = options;
  const { t } = useTranslation('board');
  const { t: common } = useTranslation('common');
  const { label } = useFormats();
  const reasonOf = useRefusalWords(type);
  const whyNot = useWhyNotText(type);
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const writeOne = useCardWrite(type, laneBy, move);
  const writeEach = useCardWrite(type, laneBy, send);

  const stageName = useCallback(
    (record: RecordView, stage: string) => label(findStage(type, record.funnel, stage)?.name ?? stage),
    [type, label],
  );
  const busy = useCallback((ids: readonly string[], on: boolean) => {
    setPending((known) => new Set(on ? [...known, ...ids] : [...known].filter((id) => !ids.includes(id))));
  }, []);

  /** Takes the truth from a refusal that holds it; otherwise the card goes back. */
  const rollBack = useCallback(
    (record: RecordView, home: Place, error: unknown): string => {
      const current = isProblem(error, 'version_conflict') ? (error.problem.current as RecordView) : undefined;
      change((shown) => moveCard(shown, record.id, home, summed));
      if (!current) return reasonOf(error);
      change((shown) => refreshCard(shown, current, summed));
      return t('movedMeanwhile', { stage: stageName(current, current.stage ?? '') });
    },
    [change, summed, reasonOf, stageName, t],
  );

  const moveOne = useCallback(
    async (id: string, to: Place, doc?: Doc, undoing = false): Promise<void> => {
      const before = board();
      const record = before && cardOf(before, id);
      const home = before && placeOf(before, id);
      if (!record || !home) return;
      hideMoved(id);
      const release = hold();
      const named = (stage: string) => ({ title: record.title, stage: stageName(record, stage) });
      change((shown) => moveCard(shown, id, to, summed));
      busy([id], true);
      try {
        const moved = await writeOne(record, to, doc, to.stage === home.stage ? undefined : record.version);
        if (!moved) {
          change((shown) => moveCard(shown, id, home, summed));
          announce(t('cancelled', { title: record.title }));
          return;
        }
        change((shown) => refreshCard(shown, moved, summed));
        if (sameSlot(to, home)) {
          announce(t('reordered', { title: record.title }));
        } else {
          const text = t(undoing ? 'movedBack' : to.stage === home.stage ? 'changedLane' : 'moved', named(to.stage));
          announce(text);
          const undo = () => void moveOne(id, home, valuesBefore(type, record.doc, moved.doc), true);
          showMoved({ id, text, close: common('close'), undo: undoing ? null : { label: t('undo'), run: undo } });
        }
      } catch (error) {
        const reason = rollBack(record, home, error);
        announce(`${t('notMoved', named(home.stage))}. ${reason}`);
        showNotMoved({ id, title: t('notMoved', named(home.stage)), reason, close: common('close') });
      } finally {
        busy([id], false);
        release();
        settle();
      }
    },
    [type, summed, board, change, hold, settle, writeOne, busy, rollBack, stageName, t, common],
  );

  const undoMany = useCallback(
    async (moved: Moved[]): Promise<void> => {
      const ids = moved.map(({ record }) => record.id);
      busy(ids, true);
      const failures: Failure[] = [];
      for (const { record, home, now } of moved) {
        try {
          await writeEach(now, home, valuesBefore(type, record.doc, now.doc));
        } catch (error) {
          failures.push({ title: record.title, reason: reasonOf(error) });
        }
      }
      busy(ids, false);
      settle();
      announce(t('movedManyBack', { count: moved.length - failures.length }));
      if (failures.length > 0)
        showSomeNotMoved({ title: t('notMovedMany', { count: failures.length }), close: common('close'), failures });
    },
    [type, writeEach, busy, settle, reasonOf, t, common],
  );

  const moveMany = useCallback(
    async (ids: ReadonlySet<string>, to: Place): Promise<void> => {
      const before = board();
      if (!before) return;
      const places = groupPlaces(before, ids, to);
      const cards = places.flatMap(({ id, place }) => {
        const record = cardOf(before, id);
        const home = placeOf(before, id);
        return record && home ? [{ record, home, place }] : [];
      });
      const release = hold();
      const all = cards.map(({ record }) => record.id);
      busy(all, true);
      for (const { record, place } of cards) change((shown) => moveCard(shown, record.id, place, summed));
      const moved: Moved[] = [];
      const failures: Failure[] = [];
      const asked = await ask(
        cards.filter(({ home }) => home.stage !== to.stage).map(({ record }) => record),
        to.stage,
      );
      if (asked === null) {
        for (const { record, home } of cards) change((shown) => moveCard(shown, record.id, home, summed));
        announce(t('cancelledMany'));
      } else {
        // The card above, as long as it has got there itself.
        let above = cards[0]?.place.after ?? null;
        for (const { record, home, place } of cards) {
          const own = Object.entries(asked).filter(([key]) => record.doc[key] === undefined);
          const doc = own.length > 0 ? Object.fromEntries(own) : undefined;
          const version = home.stage === to.stage ? undefined : record.version;
          try {
            const now = await writeEach(record, { ...place, after: above }, doc, version);
            if (!now) continue;
            change((shown) => refreshCard(shown, now, summed));
            moved.push({ record, home, now });
            above = record.id;
          } catch (error) {
            failures.push({ title: record.title, reason: rollBack(record, home, error) });
          }
        }
        const stage = label(findStage(type, cards[0]?.record.funnel ?? null, to.stage)?.name ?? to.stage);
        const text = t('movedMany', { count: moved.length, stage });
        announce(text);
        if (moved.length > 0)
          showMoved({
            id: 'many',
            text,
            close: common('close'),
            undo: { label: t('undo'), run: () => void undoMany(moved) },
          });
        if (failures.length > 0)
          showSomeNotMoved({ title: t('notMovedMany', { count: failures.length }), close: common('close'), failures });
      }
      busy(all, false);
      release();
      settle();
    },
    [type, summed, board, change, hold, settle, ask, writeEach, undoMany, busy, rollBack, label, t, common],
  );

  /** Says why cards stay where they are. */
  const refuse = (ids: readonly string[], to: Place, why: Forbidden): void => {
    const shown = board();
    const records = ids.flatMap((id) => (shown && cardOf(shown, id)) ?? []);
    const [first] = records;
    const stage = first && findStage(type, first.funnel, to.stage);
    if (!stage) return;
    const reason = whyNot(stage, why);
    const one = records.length === 1;
    const title = one
      ? t('notMoved', { title: first.title, stage: stageName(first, first.stage ?? '') })
      : t('notMovedMany', { count: records.length });
    announce(`${title}. ${reason}`);
    if (one) showNotMoved({ id: first.id, title, reason, close: common('close') });
    else {
      const failures = records.map((record) => ({ title: record.title, reason }));
      showSomeNotMoved({ title, close: common('close'), failures });
    }
  };

  const latest = useRef(refuse);
  latest.current = refuse;

  /** Moves one card, or all that are named; where they may not go, nothing is asked for and nothing moves. */
  const run = useCallback(
    async (ids: readonly string[], to: Place): Promise<void> => {
      const [only] = ids;
      const why = forbiddenFor(ids).get(to.stage);
      if (why) return latest.current(ids, to, why);
      if (ids.length === 1 && only !== undefined) return moveOne(only, to);
      return moveMany(new Set(ids), to);
    },
    [moveOne, moveMany, forbiddenFor],
  );
  return { run, pending };
}
