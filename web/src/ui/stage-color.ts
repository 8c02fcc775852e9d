const OPEN = ['indigo', 'blue', 'cyan', 'teal', 'yellow', 'orange', 'grape', 'violet'] as const;

interface Coloured {
  group: 'open' | 'won' | 'lost';
  color?: string;
}

/**
 * The theme's colour of a stage: its own, else green when won, red when lost,
 * else by its place (`index`) among the stages.
 */
export function stageColor(stage: Coloured, index = 0): string {
  if (stage.color) return stage.color;
  if (stage.group === 'won') return 'green';
  if (stage.group === 'lost') return 'red';
  return OPEN[index % OPEN.length] ?? 'indigo';
}

/** A stage's colour as CSS: a shade of the theme, or the definition's own `#rrggbb`. */
export const stageCss = (color: string, shade = 6): string =>
  color.startsWith('#') ? color : `var(--mantine-color-${color}-${shade})`;
