/** One line of figures; what was not measured is left out. */
export interface Line {
  name: string;
  /** Requests or events per second. */
  etapa?: number;
  floor?: number;
  /** Milliseconds at the 95th percentile: with every connection busy, and with one alone. */
  p95?: number;
  alone?: number;
  floorAlone?: number;
  wanted: string;
}

const HEAD = ['', 'Etapa /s', 'floor /s', 'ratio', 'p95 ms', 'p95 alone', 'floor alone', 'wanted'];

/** Lines in columns. */
export function table(title: string, lines: Line[]): string {
  const rows = [[title, ...HEAD.slice(1)], ...lines.map(cells)];
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const text = rows.map((row) =>
    row
      .map((cell, at) =>
        at === 0 || at === HEAD.length - 1 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${[text[0], '-'.repeat(text[0]?.length ?? 0), ...text.slice(1)].join('\n')}\n`;
}

function cells({ name, etapa, floor, p95, alone, floorAlone, wanted }: Line): string[] {
  const ratio = etapa !== undefined && floor !== undefined ? (etapa / floor).toFixed(2) : '';
  return [name, figure(etapa), figure(floor), ratio, figure(p95), figure(alone), figure(floorAlone), wanted];
}

const figure = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(value < 10 ? 1 : 0));
