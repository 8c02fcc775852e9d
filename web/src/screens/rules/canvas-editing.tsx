import { outermost, type RuleEdit } from '@etapa/shared/rules/edit';
import type { Rule, Step } from '@etapa/shared/rules/rule';
import { type StepPlace, standingsOf } from '@etapa/shared/rules/step-tree';
import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ComponentPropsWithRef, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleCanvasEditing } from '../../canvas/rule-canvas.tsx';
import { CONDITION } from '../../canvas/rule-graph.ts';
import { useRuleNames } from '../../rules/names.ts';
import { copyOf, newStep, shiftedPlace } from './rule-draft.ts';
import { StepPalette } from './step-palette.tsx';

interface Settings {
  rule: Rule;
  edit: (...edits: RuleEdit[]) => void;
  selected: readonly string[];
  /** Chooses blocks and brings the first into view. */
  show: (ids: string[]) => void;
  /** Says what was done, to those who do not see it. */
  say: (text: string) => void;
}

/** What is done to steps on the canvas, by mouse and by keyboard. */
export interface StepActions {
  add: (kind: string, place: StepPlace) => void;
  addAtEnd: (kind: string) => void;
  remove: () => void;
  shift: (by: -1 | 1) => void;
  duplicate: () => void;
  /** The chosen steps. */
  chosen: () => Step[];
  /** Behind what is chosen, else at the end. */
  paste: (steps: readonly Step[]) => void;
}

export function useStepActions({ rule, edit, selected, show, say }: Settings): StepActions {
  const { t } = useTranslation('automation');
  const names = useRuleNames();
  return useMemo(() => {
    const all = standingsOf(rule);
    const chosen = outermost(rule, selected);
    const placeAfter = (): StepPlace => {
      const last = all.find(({ step }) => step.id === chosen.at(-1)?.id);
      return last ? { ...last.place, at: last.place.at + 1 } : { at: rule.steps.length };
    };
    const put = (steps: Step[], place: StepPlace) => {
      if (steps.length === 0) return;
      edit({ kind: 'step.add', steps, to: place });
      show(steps.map(({ id }) => id));
      say(t('said.added', { steps: steps.map(({ kind }) => names.step(kind)).join(', ') }));
    };
    const add = (kind: string, place: StepPlace) => put([newStep(kind, rule.steps)], place);
    return {
      add,
      addAtEnd: (kind) => add(kind, { at: rule.steps.length }),
      remove: () => {
        if (chosen.length === 0) return;
        const first = all.findIndex(({ step }) => step.id === chosen[0]?.id);
        edit({ kind: 'step.remove', ids: chosen.map(({ id }) => id) });
        const before = all[first - 1]?.step.id;
        show([before ?? CONDITION]);
        say(t('said.removed', { steps: chosen.map(({ kind }) => names.step(kind)).join(', ') }));
      },
      shift: (by) => {
        const [step] = chosen;
        const to = chosen.length === 1 && step ? shiftedPlace(rule, step.id, by) : null;
        if (!step || !to) return;
        edit({ kind: 'step.move', ids: [step.id], to });
        show([step.id]);
        say(t('said.moved', { step: names.step(step.kind) }));
      },
      duplicate: () => put(copyOf(chosen, rule.steps), placeAfter()),
      chosen: () => structuredClone(chosen),
      paste: (steps) => put(copyOf(steps, rule.steps), placeAfter()),
    };
  }, [rule, edit, selected, show, say, t, names]);
}

/** What the canvas itself lets one do: add a step on a line, drop one there, move what is there. */
export function useCanvasEditing(
  { rule, edit, show }: Pick<Settings, 'rule' | 'edit' | 'show'>,
  { add }: Pick<StepActions, 'add'>,
): RuleCanvasEditing {
  const { t } = useTranslation('automation');
  const names = useRuleNames();
  return useMemo(() => {
    const all = standingsOf(rule);
    const label = ({ within, at }: StepPlace): string => {
      const holder = all.find(({ step }) => step.id === within?.step);
      const before = all.find(
        ({ place }) =>
          place.at === at - 1 && place.within?.step === within?.step && place.within?.branch === within?.branch,
      );
      if (before) return t('add.after', { number: before.number, name: names.step(before.step.kind) });
      return within && holder
        ? t('add.within', { number: holder.number, branch: names.branch(within.branch) })
        : t('add.first');
    };
    return {
      add: (place, after) => (
        <StepPalette
          onAdd={(kind) => add(kind, place)}
          small
          label={label(place)}
          target={after === null ? undefined : <AddButton label={label(place)} after={after} />}
        />
      ),
      onDropKind: add,
      onMove: (ids, to) => {
        edit({ kind: 'step.move', ids, to });
        show(ids);
      },
    };
  }, [rule, edit, show, add, t, names]);
}

interface AddButtonProps extends ComponentPropsWithRef<'button'> {
  label: string;
  after: string;
}

/** A plus on a line. What opens with it gives it the rest. */
function AddButton({ label, after, ...rest }: AddButtonProps) {
  return (
    <ActionIcon
      {...rest}
      size={22}
      radius="xl"
      variant="default"
      aria-label={label}
      title={label}
      data-add-after={after}
    >
      <IconPlus size={14} />
    </ActionIcon>
  );
}
