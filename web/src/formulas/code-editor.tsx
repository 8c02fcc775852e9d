import FeelEditor from '@bpmn-io/feel-editor';
import { startCompletion } from '@codemirror/autocomplete';
import { history, historyKeymap } from '@codemirror/commands';
import { linter } from '@codemirror/lint';
import { EditorState, StateEffect } from '@codemirror/state';
import { EditorView, keymap, ViewPlugin } from '@codemirror/view';
import { BUILTINS } from '@etapa/shared/formulas/functions';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { codeTheme } from './code-theme.ts';
import { type About, completionOf } from './completion.ts';
import type { ShownFault } from './fault-words.ts';
import type { FormulaName } from './names.ts';

/** Marks our own faults: the package's linter knows neither our fields nor our functions. */
const SOURCE = 'etapa';
const refresh = StateEffect.define<null>();
const FUNCTIONS = [...BUILTINS.values()].map(({ name, parameters }) => ({ name, parameters }));

export interface CodeHandle {
  /** Puts the caret at a place of the text. */
  goTo(place: number): void;
  /** Opens the list of what may stand here. */
  complete(): void;
}

interface Props {
  /** Without the leading `=`. */
  value: string;
  onChange: (text: string) => void;
  onBlur?: () => void;
  names: readonly FormulaName[];
  about: About;
  /** What is wrong with a text, by place. */
  check: (text: string) => readonly ShownFault[];
  label: string;
  describedBy: string;
  placeholder: string;
  handle: Ref<CodeHandle>;
}

/** FEEL with completion and with faults where they are. Tab leaves it; Escape closes its list. */
export function CodeEditor(props: Props) {
  const { value, names, label, describedBy, placeholder, handle } = props;
  const container = useRef<HTMLDivElement>(null);
  const editor = useRef<FeelEditor>(null);
  const view = useRef<EditorView>(null);
  const now = useRef(props);
  now.current = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; it reads what changes through `now`.
  useEffect(() => {
    if (!container.current) return;
    const completion = completionOf(
      () => now.current.names,
      FUNCTIONS,
      (name) => now.current.about(name),
    );
    const ours = ({ source }: { source?: string }): boolean => source === SOURCE;
    const made = new FeelEditor({
      container: container.current,
      value,
      placeholder,
      variables: [],
      builtins: [],
      contentAttributes: { 'aria-label': label, 'aria-describedby': describedBy, spellcheck: 'false' },
      onChange: (text) => now.current.onChange(text),
      extensions: [
        codeTheme,
        history(),
        keymap.of(historyKeymap),
        EditorState.languageData.of(() => [{ autocomplete: completion }]),
        EditorView.domEventHandlers({ blur: () => now.current.onBlur?.() }),
        linter(({ state }) => diagnostics(now.current.check(state.doc.toString()), state.doc.length), {
          needsRefresh: ({ transactions }) =>
            transactions.some(({ effects }) => effects.some((one) => one.is(refresh))),
          markerFilter: (found) => found.filter(ours),
          tooltipFilter: (found) => found.filter(ours),
        }),
        ViewPlugin.define((made) => {
          view.current = made;
          return {};
        }),
      ],
    });
    editor.current = made;
    return () => view.current?.destroy();
  }, []);

  useEffect(() => {
    if (view.current && view.current.state.doc.toString() !== value) editor.current?.setValue(value);
  }, [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with other fields the same text may have other faults.
  useEffect(() => {
    view.current?.dispatch({ effects: refresh.of(null) });
  }, [names]);

  useImperativeHandle(handle, () => ({
    goTo: (place) => editor.current?.focus(place),
    complete: () => {
      view.current?.focus();
      if (view.current) startCompletion(view.current);
    },
  }));

  return <div ref={container} style={{ flex: 1, minWidth: 0 }} />;
}

/** CodeMirror marks nothing of no length: a fault at the end is shown on what stands before. */
function diagnostics(faults: readonly ShownFault[], length: number) {
  return faults.map(({ from, to, message }) => {
    const end = Math.min(Math.max(to, from + 1), length);
    return { from: Math.max(0, Math.min(from, end - 1)), to: end, message, severity: 'error' as const, source: SOURCE };
  });
}
