import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import type { RecordView } from '@etapa/shared/api/records';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../data/problem-notice.tsx';
import { Clash, useValueSave } from '../../fields/value-save.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { showNotSaved, showSaved } from '../../ui/undo-notice.tsx';
import { type DateSource, dateOf, dayOf, onDay } from './date-source.ts';

interface Options {
  entityType: string;
  source: DateSource;
  show: (record: RecordView) => void;
}

/** Brings records to another day: at once on screen, then on the server; undone for ten seconds, or refused with the reason. */
export function useDayMove({ entityType, source, show }: Options) {
  const { t } = useTranslation('calendar');
  const { t: common } = useTranslation('common');
  const { date, timeZone } = useFormats();
  const problem = useProblemText();
  const save = useValueSave(entityType);
  return useCallback(
    (record: RecordView, day: string) => {
      const write = async (from: RecordView, value: ReturnType<typeof onDay>, undoing: boolean): Promise<void> => {
        show({ ...from, doc: { ...from.doc, [source.key]: value } });
        try {
          const saved = await save(from, { column: source.key, value });
          show(saved);
          const at = dayOf(saved, source, timeZone) ?? day;
          const text = t('moved', { title: saved.title, date: date(at) });
          announce(text);
          const before = dateOf(from, source);
          showSaved({
            id: `calendar-${saved.id}`,
            text,
            close: common('close'),
            undo: undoing || before === null ? null : { label: t('undo'), run: () => void write(saved, before, true) },
          });
        } catch (error) {
          const now = error instanceof Clash ? error.current : from;
          show(now);
          const { title, detail } = problem(error);
          const reason = error instanceof Clash ? t('changedMeanwhile') : detail ? `${title}. ${detail}` : title;
          const words = t('notMoved', { title: from.title });
          announce(`${words}. ${reason}`);
          showNotSaved({ id: `calendar-${from.id}`, title: words, reason, close: common('close') });
        }
      };
      const value = dateOf(record, source);
      if (value !== null && dayOf(record, source, timeZone) !== day) {
        void write(record, onDay(value, day, source, timeZone), false);
      }
    },
    [source, show, save, problem, date, timeZone, t, common],
  );
}
