import type { CDPSession, Page } from '@playwright/test';

/**
 * What a browser's own clock says of the frames while something goes on.
 *
 * @param length in seconds
 */
export async function measured(page: Page, length: number, act: () => Promise<void>) {
  const session = await page.context().newCDPSession(page);
  // The time of the page's own thread, whatever else the machine does.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { frameTimes: times, frameWatch: true });
    const watch = (time: number) => {
      times.push(time);
      if ((globalThis as { frameWatch?: boolean }).frameWatch) requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  });
  const before = await metricsOf(session);
  await act();
  const after = await metricsOf(session);
  const times = await page.evaluate(() => {
    const kept = globalThis as { frameWatch?: boolean; frameTimes?: number[] };
    kept.frameWatch = false;
    return kept.frameTimes ?? [];
  });
  await session.detach();
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time));
  const sorted = gaps.toSorted((one, other) => one - other);
  const cost = (name: string) => ((after(name) - before(name)) * 1_000) / Math.max(1, gaps.length);
  return {
    'frames/s': Math.round(gaps.length / length),
    'median ms': round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    'p95 ms': round(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
    'over 34 ms': gaps.filter((gap) => gap > 34).length,
    'script ms/frame': round(cost('ScriptDuration')),
    'style+layout ms/frame': round(cost('RecalcStyleDuration') + cost('LayoutDuration')),
  };
}

async function metricsOf(session: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
