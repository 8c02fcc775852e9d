import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Extension, Prec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours that are read on light and on dark alike. The package's own, for light alone, would win over them. */
const COLORS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: 'var(--formula-word) !important' },
  { tag: [tags.string], color: 'var(--formula-text) !important' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--formula-number) !important' },
  { tag: [tags.comment], color: 'var(--mantine-color-dimmed) !important' },
  {
    tag: [tags.variableName, tags.propertyName, tags.name, tags.operator, tags.punctuation, tags.bracket],
    color: 'var(--mantine-color-text) !important',
  },
  {
    tag: [tags.function(tags.variableName), tags.special(tags.variableName)],
    color: 'var(--formula-function) !important',
  },
]);

const LOOK = EditorView.theme({
  '&.cm-editor': { backgroundColor: 'transparent', color: 'var(--mantine-color-text)' },
  '& .cm-content': {
    padding: '6px 8px 6px 2px',
    minHeight: '34px',
    fontFamily: 'var(--mantine-font-family-monospace)',
    fontSize: 'var(--mantine-font-size-sm)',
    lineHeight: '22px',
    caretColor: 'var(--mantine-color-text)',
  },
  '& .cm-placeholder': { color: 'var(--mantine-color-placeholder)' },
  '& .cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--mantine-primary-color-light)' },
  '& .cm-tooltip': {
    zIndex: '400',
    border: '1px solid var(--line)',
    borderRadius: 'var(--mantine-radius-sm)',
    backgroundColor: 'var(--mantine-color-body)',
    color: 'var(--mantine-color-text)',
    boxShadow: 'var(--mantine-shadow-md)',
  },
  '& .cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '16em',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: 'var(--mantine-font-size-sm)',
  },
  '& .cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px', display: 'flex', gap: '6px' },
  '& .cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--mantine-primary-color-light)',
    color: 'var(--mantine-color-text)',
  },
  '& .cm-completionDetail': { marginLeft: 'auto', fontStyle: 'normal', color: 'var(--mantine-color-dimmed)' },
  '& .cm-completionInfo': { padding: '6px 10px', maxWidth: '280px', fontSize: 'var(--mantine-font-size-xs)' },
  '& .cm-diagnostic': { padding: '4px 10px', fontSize: 'var(--mantine-font-size-xs)' },
});

/** The editor in our look. */
export const codeTheme: Extension = [
  Prec.highest(LOOK),
  Prec.highest(syntaxHighlighting(COLORS)),
  EditorView.lineWrapping,
];
