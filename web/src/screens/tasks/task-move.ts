import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '../../data/keys.ts';
import { useProblemText } from '../../data/problem-notice.tsx';
import { type Task, type TaskFilter, tasksQuery, useChangeTask } from '../../data/tasks.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { showNotSaved, showSaved } from '../../ui/undo-notice.tsx';

type Pages = InfiniteData<{ items: Task[]; nextCursor: string | null }>;

/** A list of tasks on screen. */
interface List {
  filter: TaskFilter;
  limit?: number;
}

interface Move {
  task: Task;
  dueAt: string | null;
  from: List;
  /** Where it is shown at once; the same list for a calendar. */
  to: List;
}

/** Gives a task another deadline: at once on screen, then on the server; undone for ten seconds, or refused with the reason. */
export function useTaskMove() {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const { dateTime } = useFormats();
  const client = useQueryClient();
  const problem = useProblemText();
  const { mutate } = useChangeTask();
  return useCallback(
    (move: Move) => {
      const write = ({ task, dueAt, from, to }: Move, undoing: boolean) => {
        const change = ({ filter, limit }: List, next: (items: Task[]) => Task[]) =>
          client.setQueryData<Pages>(tasksQuery(filter, limit).queryKey, (known) => known && inPages(known, next));
        void client.cancelQueries({ queryKey: keys.tasks() });
        change(from, (items) => items.filter(({ id }) => id !== task.id));
        change(to, (items) => inOrder([...items.filter(({ id }) => id !== task.id), { ...task, dueAt }]));
        const { id, title } = task;
        mutate(
          { id, dueAt },
          {
            onError: (error) => {
              void client.invalidateQueries({ queryKey: keys.tasks() });
              const { title: what, detail } = problem(error);
              const reason = detail ? `${what}. ${detail}` : what;
              announce(`${t('notMoved', { title })}. ${reason}`);
              showNotSaved({ id: `task-${id}`, title: t('notMoved', { title }), reason, close: common('close') });
            },
          },
        );
        const text = dueAt ? t('moved', { title, due: dateTime(dueAt) }) : t('undated', { title });
        announce(text);
        const back = { task: { ...task, dueAt }, dueAt: task.dueAt, from: to, to: from };
        showSaved({
          id: `task-${id}`,
          text,
          close: common('close'),
          undo: undoing ? null : { label: common('undo'), run: () => write(back, true) },
        });
      };
      write(move, false);
    },
    [client, mutate, problem, dateTime, t, common],
  );
}

const inOrder = (items: Task[]): Task[] =>
  items.toSorted((left, right) => (left.dueAt ?? '~').localeCompare(right.dueAt ?? '~'));

/** The tasks of all pages changed; the pages stay as long as they were, but for the last. */
function inPages(known: Pages, next: (items: Task[]) => Task[]): Pages {
  const items = next(known.pages.flatMap((page) => page.items));
  let at = 0;
  const pages = known.pages.map((page, index) => {
    const end = index === known.pages.length - 1 ? items.length : at + page.items.length;
    const part = items.slice(at, end);
    at = end;
    return { ...page, items: part };
  });
  return { ...known, pages };
}

/** Gives a moved task the focus where it is now. */
export function focusTask(id: string, tries = 20): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-task="${CSS.escape(id)}"]`);
    if (row && document.activeElement !== row) row.focus();
    if (tries > 0) focusTask(id, tries - 1);
  });
}
