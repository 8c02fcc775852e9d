import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineTheme,
  mergeThemeOverrides,
} from '@mantine/core';
import type { SyntheticEvent } from 'react';

/** The one accent. Stages carry the other colours; nothing else shouts. */
const accent: MantineColorsTuple = [
  '#eef1ff',
  '#dde2fb',
  '#b9c2f2',
  '#93a0e9',
  '#7483e1',
  '#5f70dc',
  '#4f61d4',
  '#4252bd',
  '#3949a9',
  '#2d3d96',
];

/** Neutral darks, a little blue, in place of Mantine's. */
const dark: MantineColorsTuple = [
  '#d5d8e0',
  '#b4b9c6',
  '#949bab',
  '#646c7e',
  '#464d5d',
  '#353b49',
  '#272c37',
  '#1e222b',
  '#181b23',
  '#12141a',
];

const fonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Hiragino Sans", "Yu Gothic UI", Meiryo, "Noto Sans JP", "Noto Sans CJK JP", sans-serif';

/** The heading of a dialog is no banner of the page, whatever its element says. */
const dialog = {
  overlayProps: { backgroundOpacity: 0.4 },
  attributes: { header: { role: 'none' } },
  styles: { title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)' } },
};

/** What scrolls is the list that the input names: in a box of its own within it, keys would not reach what scrolls. */
const choice = {
  // What empties it is told to everyone, though Tab goes past it: its name is given by `namedTheme`.
  defaultProps: { withScrollArea: false, clearButtonProps: { 'aria-hidden': undefined } },
  styles: { dropdown: { padding: 4 }, options: { maxHeight: 220, overflowY: 'auto' } },
} as const;

/** What is chosen gives way to what is typed: else typing would add to it, and nothing be found. */
const giveWay = ({ currentTarget: input }: SyntheticEvent<HTMLInputElement>) => {
  if (!input.readOnly && input.selectionStart === input.selectionEnd) input.select();
};

const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, dark },
  autoContrast: true,
  fontFamily: fonts,
  headings: {
    fontFamily: fonts,
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { tt: 'none', fw: 500 } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { ...choice, defaultProps: { ...choice.defaultProps, onFocus: giveWay, onClick: giveWay } },
    MultiSelect: choice,
    Autocomplete: choice,
    TagsInput: choice,
    // An open menu is on its first item, and holds items alone.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true, ...dialog } },
    Drawer: { defaultProps: dialog },
    Notification: {
      styles: (_: MantineTheme, { title }: { title?: unknown }) =>
        title ? { description: { color: 'var(--mantine-color-dimmed)' } } : {},
    },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Paper: { defaultProps: { radius: 'md' } },
  },
});

/**
 * The theme with names for what Mantine leaves without one.
 *
 * @param clear what the button that empties an input is called in the reader's language
 * @param password the one that shows what is typed into a password
 * @param nothing what a list says that holds nothing like what is typed
 */
export const namedTheme = (clear: string, password: string, nothing: string) =>
  mergeThemeOverrides(theme, {
    components: {
      InputClearButton: { defaultProps: { 'aria-label': clear } },
      Select: { defaultProps: { nothingFoundMessage: nothing } },
      MultiSelect: { defaultProps: { nothingFoundMessage: nothing } },
      PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': password } } },
    },
  });

/** Colours that a text is written in need more contrast than those that surfaces are filled with (WCAG 2.2 AA). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a6270',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-error': 'var(--mantine-color-red-text)',
    ...Object.fromEntries(
      ['red', 'green', 'orange', 'yellow', 'teal', 'cyan', 'blue', 'lime', 'pink', 'grape', 'violet', 'indigo'].flatMap(
        (color) => {
          // The darkest yellow is brighter than any other colour's.
          const [text, onLight] = color === 'yellow' ? [72, 68] : [88, 82];
          return [
            [`--mantine-color-${color}-text`, `color-mix(in srgb, var(--mantine-color-${color}-9) ${text}%, black)`],
            [
              `--mantine-color-${color}-light-color`,
              `color-mix(in srgb, var(--mantine-color-${color}-9) ${onLight}%, black)`,
            ],
          ];
        },
      ),
    ),
  },
  dark: {
    '--mantine-color-body': '#1c1f27',
    '--mantine-color-anchor': 'var(--mantine-color-accent-3)',
    '--mantine-color-dimmed': '#a2a9b8',
    '--mantine-color-placeholder': '#9aa1b0',
    '--mantine-color-error': 'var(--mantine-color-red-text)',
  },
});
