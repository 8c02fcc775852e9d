import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { useHotkeys } from '@mantine/hooks';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { isProblem } from '../../data/problem.ts';
import { ruleDocument, type SavedRule, useCreateRule, useSaveRule } from '../../data/rules.ts';
import { LeaveQuestion } from './leave-question.tsx';
import { RuleCanvasScreen } from './rule-canvas-screen.tsx';
import { ruleKey } from './rule-draft.ts';
import { faultsOf } from './rule-faults.ts';
import { RuleFormProvider } from './rule-form-provider.tsx';
import { RuleListScreen } from './rule-list-screen.tsx';
import type { RuleViewProps } from './rule-views.ts';
import { useRuleDraft } from './use-rule-draft.ts';

interface Props extends Pick<RuleViewProps, 'saved' | 'readOnly' | 'view' | 'onView' | 'onClose'> {
  type: EntityType;
  types: readonly EntityType[];
  /** What the form begins with. */
  begin: Rule;
  /** Keys that rules of the type have. */
  taken: string[];
  /** A run to show at first. */
  run?: string;
  /** It is seen, and takes keys. */
  active: boolean;
  onSaved: (rule: SavedRule) => void;
}

/** A rule being made or changed, as a diagram or as a list: one draft, never lost by leaving. */
export function RuleEditor({ type, types, saved, begin, taken, readOnly, run, active, ...shown }: Props) {
  const { view, onView, onClose, onSaved } = shown;
  const draft = useRuleDraft(begin, type, types);
  const { rule, changed } = draft;
  const create = useCreateRule(type.key);
  const save = useSaveRule(type.key);
  const leaving = useRef(false);
  const [base, setBase] = useState(saved);
  const [closing, setClosing] = useState(false);
  const blocker = useBlocker({
    shouldBlockFn: () => changed && !leaving.current,
    enableBeforeUnload: () => changed && !leaving.current,
    withResolver: true,
  });
  const submit = async () => {
    draft.setTried(true);
    if (faultsOf(rule, type, types).length > 0) return focusFault();
    const sent = saved ? { ...rule, version: base?.version } : { ...rule, key: ruleKey(rule.name, taken) };
    try {
      const answer = await (saved ? save : create).mutateAsync(sent);
      draft.settle(rule, false);
      setBase(answer);
      // A new rule gets an address of its own.
      leaving.current = view === 'list' || !saved;
      onSaved(answer);
    } catch (error) {
      if (isProblem(error)) draft.setRefused({ rule, faults: error.errors });
      focusFault();
    }
  };
  useHotkeys(
    active
      ? [
          ['mod+S', () => !readOnly && void submit()],
          ['mod+Z', () => draft.undo?.()],
          ['mod+shift+Z', () => draft.redo?.()],
          ['mod+Y', () => draft.redo?.()],
        ]
      : [],
    ['INPUT', 'TEXTAREA', 'SELECT'],
  );
  const saving = create.isPending || save.isPending;
  const another = saved !== null && base !== null && saved.version !== base.version && !saving;
  const follow = () => {
    setBase(saved);
    draft.settle(begin, true);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was not changed here is as it was saved last.
  useEffect(() => {
    if (another && !changed) follow();
  }, [another, changed]);
  const props: RuleViewProps = {
    saved,
    readOnly,
    view,
    onView,
    onClose: () => (changed ? setClosing(true) : onClose()),
    draft,
    problem: create.error ?? save.error,
    saving,
    onSave: () => void submit(),
    outdated: another && changed ? { base, theirs: saved, take: follow, keep: () => setBase(saved) } : null,
  };
  return (
    <RuleFormProvider rule={rule} type={type} types={types} edit={draft.edit} faults={draft.shown}>
      {view === 'canvas' ? (
        <RuleCanvasScreen
          {...props}
          run={run}
          onRestored={(restored) => {
            setBase(restored);
            draft.settle(ruleDocument(restored), true);
          }}
        />
      ) : (
        <RuleListScreen {...props} />
      )}
      <LeaveQuestion
        asked={closing || blocker.status === 'blocked'}
        onStay={() => {
          setClosing(false);
          blocker.reset?.();
        }}
        onLeave={() => {
          leaving.current = true;
          if (closing) onClose();
          else blocker.proceed?.();
        }}
      />
    </RuleFormProvider>
  );
}

/** To what is wrong, once it is shown. */
function focusFault(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-rule-editor] :is([aria-invalid="true"], [role="alert"])')?.focus(),
  );
}
