import type { SavedRule } from '@etapa/shared/api/rules';
import type { Rule } from '@etapa/shared/rules/rule';
import { Tabs, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RuleCanvas } from '../../canvas/rule-canvas.tsx';
import { joinOf, ruleGraph } from '../../canvas/rule-graph.ts';
import type { RuleTest } from '../../data/rule-trials.ts';
import { runQuery } from '../../data/rules.ts';
import { useRuleNames } from '../../rules/names.ts';
import classes from './automation.module.css';
import { useBlockLooks } from './block-looks.tsx';
import { useFaultMarks, useRunMarks, useTestMarks } from './block-marks.ts';
import { useCanvasEditing, useStepActions } from './canvas-editing.tsx';
import { CanvasPanel, type PanelTab, useLookedAt } from './canvas-panel.tsx';
import { courseOfRun, courseOfTest, litBlocks } from './rule-course.ts';
import { useRuleForm } from './rule-form-context.ts';
import { clipboardHandlers, isTyping } from './step-clipboard.ts';

interface Props {
  saved: SavedRule | null;
  readOnly: boolean;
  changed: boolean;
  /** It has faults, so it cannot be tried. */
  faulty: boolean;
  /** A run to begin with. */
  run?: string;
  onRestored: (rule: SavedRule) => void;
}

/** A rule as a diagram, with a panel for what is chosen, for trying it, for its runs and its versions. */
export function RuleCanvasView({ saved, readOnly, changed, faulty, run: firstRun, onRestored }: Props) {
  const { t } = useTranslation('automation');
  const names = useRuleNames();
  const form = useRuleForm();
  const { rule: draft, type, edit } = form;
  const [tab, setTab] = useState<PanelTab>(firstRun ? 'runs' : 'step');
  const [selected, setSelected] = useState<string[]>([]);
  const [reveal, setReveal] = useState<{ id: string } | null>(null);
  const [said, setSaid] = useState('');
  const [tried, setTried] = useState<{ test: RuleTest; rule: Rule } | null>(null);
  const [runId, setRunId] = useState<string | null>(firstRun ?? null);
  const [version, setVersion] = useState<number | null>(null);
  const panel = useRef<HTMLElement>(null);
  const run = useQuery({ ...runQuery(runId ?? ''), enabled: runId !== null }).data ?? null;
  const { rule, looked } = useLookedAt({ tab, draft, saved, type, run, version });

  // A trial is of the rule as it was then.
  const test = tab === 'test' && tried?.rule === draft ? tried.test : null;
  const shownRun = tab === 'runs' ? run : null;
  const ofFaults = useFaultMarks(form);
  const ofTest = useTestMarks(test, type);
  const ofRun = useRunMarks(shownRun, type);
  const markOf = useMemo(
    () => (test ? ofTest : shownRun ? ofRun : looked ? () => undefined : ofFaults),
    [test, ofTest, shownRun, ofRun, looked, ofFaults],
  );
  const look = useBlockLooks(rule, type, markOf);
  const graph = useMemo(() => ruleGraph(rule), [rule]);
  const lit = useMemo(() => {
    const course = test ? courseOfTest(test) : shownRun ? courseOfRun(shownRun) : null;
    return course && litBlocks(rule, course);
  }, [test, shownRun, rule]);

  const show = useCallback((ids: string[]) => {
    setSelected(ids);
    setTab('step');
    const [id] = ids;
    if (id !== undefined) setReveal({ id });
  }, []);
  const select = useCallback(
    (ids: string[]) => {
      setSelected(ids);
      // Where there is nothing to be told of a step, it is there to be changed.
      setTab((now) => ((now === 'test' && !test) || (now === 'runs' && !run) ? 'step' : now));
    },
    [test, run],
  );
  const actions = useStepActions({ rule: draft, edit, selected, show, say: setSaid });
  const canvasEditing = useCanvasEditing({ rule: draft, edit, show }, actions);
  const editing = readOnly || looked ? null : canvasEditing;

  const onKey = (event: KeyboardEvent) => {
    if (!editing || isTyping(event.target)) return;
    const done = keyed(event, actions, () => openAdding(event.currentTarget, selected.at(-1)));
    if (done) event.preventDefault();
  };
  return (
    <div className={classes.split}>
      <section className={classes.canvas} aria-label={t('canvas')} {...(editing ? clipboardHandlers(actions) : {})}>
        {looked && (
          <div className={classes.banner} role="status">
            {looked}
          </div>
        )}
        <RuleCanvas
          graph={graph}
          look={look}
          branchName={names.branch}
          lit={lit}
          selected={selected}
          onSelect={select}
          onOpen={() => {
            if (tab === 'versions' && version === null) setTab('step');
            requestAnimationFrame(() => firstInput(panel.current)?.focus());
          }}
          editing={editing}
          reveal={reveal}
          onKey={onKey}
        />
        <VisuallyHidden role="status" aria-live="polite">
          {said}
        </VisuallyHidden>
      </section>
      <aside className={classes.side} aria-label={t('panel')} ref={panel}>
        <Tabs value={tab} onChange={(next) => setTab((next ?? 'step') as PanelTab)} keepMounted>
          <CanvasPanel
            tab={tab}
            saved={saved}
            rule={rule}
            looked={looked !== null}
            selected={selected}
            actions={readOnly ? null : actions}
            faulty={faulty}
            changed={changed}
            readOnly={readOnly}
            test={test}
            onTried={(result, tested) => setTried({ test: result, rule: tested })}
            run={run}
            onRun={(next) => setRunId(next?.id ?? null)}
            version={version}
            onVersion={(next) => setVersion(next?.version ?? null)}
            onRestored={(restored) => {
              setVersion(null);
              onRestored(restored);
            }}
          />
        </Tabs>
      </aside>
    </div>
  );
}

/** What a key does to the chosen steps. @returns whether it did anything */
function keyed(event: KeyboardEvent, actions: ReturnType<typeof useStepActions>, add: () => void): boolean {
  const command = event.ctrlKey || event.metaKey;
  if (event.key === 'Delete' || event.key === 'Backspace') actions.remove();
  else if (event.altKey && event.key === 'ArrowUp') actions.shift(-1);
  else if (event.altKey && event.key === 'ArrowDown') actions.shift(1);
  else if (command && event.key.toLowerCase() === 'd') actions.duplicate();
  else if (event.key === 'Insert' || (!command && event.key.toLowerCase() === 'a')) add();
  else return false;
  return true;
}

/** Opens the list of steps to add behind a block. */
function openAdding(canvas: Element, after: string | undefined): void {
  const places = after === undefined ? [] : [joinOf(after), after];
  const button = places
    .map((place) => canvas.querySelector<HTMLElement>(`[data-add-after="${CSS.escape(place)}"]`))
    .find((found) => found !== null);
  (button ?? canvas.querySelector<HTMLElement>('[data-add-after]'))?.click();
}

const firstInput = (panel: HTMLElement | null): HTMLElement | null =>
  panel?.querySelector<HTMLElement>(
    '[role="tabpanel"]:not([hidden]) :is(input, textarea, select, button):not([disabled]):not([type="hidden"])',
  ) ?? null;
