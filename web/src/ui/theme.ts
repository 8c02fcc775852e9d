import { createTheme, type MantineColorsTuple } from '@mantine/core';

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

export const theme = createTheme({
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
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Paper: { defaultProps: { radius: 'md' } },
  },
});
