import type { Widget } from '../../data/dashboards.ts';

const WIDTHS = [3, 4, 6, 12];

/** Widgets in the order they are read, from the top and from the left. */
export const inPlace = (widgets: readonly Widget[]): Widget[] =>
  [...widgets].sort((one, other) => one.y - other.y || one.x - other.x);

/** One more report, below all others. */
export function appended(widgets: readonly Widget[], report: string): Widget[] {
  return placed([...inPlace(widgets), { report, x: 0, y: 0, w: 6, h: 4 }]);
}

/** A widget taken to another place in the order. */
export function moved(widgets: readonly Widget[], from: number, to: number): Widget[] {
  const list = inPlace(widgets);
  const [taken] = list.splice(from, 1);
  if (taken) list.splice(to, 0, taken);
  return placed(list);
}

/** A widget one size wider, or narrower. */
export function resized(widgets: readonly Widget[], at: number, by: 1 | -1): Widget[] {
  return placed(
    inPlace(widgets).map((widget, index) => {
      if (index !== at) return widget;
      const size = WIDTHS.findIndex((width) => width >= widget.w);
      return { ...widget, w: WIDTHS[Math.min(WIDTHS.length - 1, Math.max(0, size + by))] ?? widget.w };
    }),
  );
}

/** A widget one cell taller, or lower. */
export function grown(widgets: readonly Widget[], at: number, by: 1 | -1): Widget[] {
  return placed(
    inPlace(widgets).map((widget, index) =>
      index === at ? { ...widget, h: Math.min(20, Math.max(2, widget.h + by)) } : widget,
    ),
  );
}

export const without = (widgets: readonly Widget[], at: number): Widget[] =>
  placed(inPlace(widgets).filter((_, index) => index !== at));

/** Side by side in rows of twelve cells, in the order given. */
function placed(widgets: Widget[]): Widget[] {
  let [x, y, tallest] = [0, 0, 0];
  return widgets.map((widget) => {
    if (x + widget.w > 12) {
      [x, y, tallest] = [0, y + tallest, 0];
    }
    const here = { ...widget, x, y };
    x += widget.w;
    tallest = Math.max(tallest, widget.h);
    return here;
  });
}
