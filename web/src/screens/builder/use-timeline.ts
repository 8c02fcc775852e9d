import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../data/problem.ts';
import { useProblemText } from '../../data/problem-notice.tsx';
import type { RuleAct } from '../../data/rule-acts.ts';
import { turnRule } from '../../data/rules.ts';
import { showNotSaved, showSaved } from '../../ui/undo-notice.tsx';
import type { Draft } from './use-draft.ts';

export interface Timeline {
  /** Null where there is nothing to take back, or to do again. */
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Notes what was done to a rule. */
  note: (act: RuleAct) => void;
}

const idOf = ({ entityType, key }: RuleAct): string => `${entityType}/${key}`;

/**
 * One order of all that is done in the builder: edits of the draft, and acts on rules, which are saved at once and so
 * are taken back by saving again.
 *
 * @param aside the draft is not in sight: what happens to it is told
 */
export function useTimeline({ history, step }: Pick<Draft, 'history' | 'step'>, aside: boolean): Timeline {
  const { t } = useTranslation('builder');
  const { t: common } = useTranslation();
  const problemText = useProblemText();
  const client = useQueryClient();
  /** Versions that rules were left at here; null: away. */
  const left = useRef(new Map<string, number | null>());
  /** One act after the other, in the order they were asked for. */
  const line = useRef(Promise.resolve());

  const note = useCallback(
    (act: RuleAct) => {
      left.current.set(idOf(act), act.after?.version ?? null);
      step({ kind: 'act', act });
    },
    [step],
  );

  const turn = async (act: RuleAct, to: 'before' | 'after') => {
    const name = (act.after ?? act.before)?.name ?? act.key;
    // Instead of the notice that offered to take it back.
    const id = `tunnel-${act.key}`;
    try {
      const [from, target] = to === 'before' ? [act.after, act.before] : [act.before, act.after];
      const rule = await turnRule(client, act, target, left.current.get(idOf(act)) ?? null);
      left.current.set(idOf(act), rule?.version ?? null);
      const told = target === null ? 'gone' : from === null ? 'back' : to;
      showSaved({ id, text: t(`ruleActs.${told}`, { name }), close: common('close'), undo: null });
    } catch (error) {
      step({ kind: 'forget', act });
      const { title, detail } = problemText(error);
      const reason = isProblem(error, 'version_conflict') ? t('ruleActs.stale') : (detail ?? title);
      showNotSaved({ id, title: t('ruleActs.kept', { name }), reason, close: common('close') });
    }
  };

  const go = (kind: 'undo' | 'redo') => {
    const moment = kind === 'undo' ? history.past.at(-1) : history.future[0];
    if (!moment) return null;
    return () => {
      step({ kind });
      const to = kind === 'undo' ? 'before' : 'after';
      if ('act' in moment) line.current = line.current.then(() => turn(moment.act, to));
      else if (aside) showSaved({ id: 'draft-turned', text: t(`draftActs.${to}`), close: common('close'), undo: null });
    };
  };
  return { undo: go('undo'), redo: go('redo'), note };
}
