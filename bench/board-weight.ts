import type { Browser, CDPSession, Page } from '@playwright/test';

/** What each screen is told by once it is there. */
const SCREENS = [
  ['signing in', '/login', 'input'],
  ['home', '/', 'h1'],
  ['board', '/p/bench', '[data-card]'],
  ['table', '/p/bench/table', '[data-cell]'],
] as const;

const COLUMNS = {
  Document: 'page',
  Script: 'scripts and texts',
  Stylesheet: 'styles',
  Font: 'fonts, pictures',
  Image: 'fonts, pictures',
} as const;

/** How long after the screen is there the browser is watched for what it fetches ahead, in milliseconds. */
const AFTER = 2_500;

/**
 * What a browser with nothing in its cache fetches for a screen, in kB as it comes over the line: compressed, with the
 * headers of the answers. `first screen` is all that was asked for until the screen was complete, with its records and
 * without skeletons; `ahead of use`, what it fetched after that by itself, while nobody touched anything; `at the first
 * move`, what it fetched for the forms likely opened next once somebody moved the pointer.
 */
export async function firstScreen(browser: Browser, url: string) {
  const lines: { [screen: string]: { [column: string]: number } } = {};
  for (const [screen, path, sign] of SCREENS) {
    const context = await browser.newContext({ baseURL: url });
    if (screen !== 'signing in') {
      await context.request.post('/api/v1/auth/login', {
        data: { email: 'bench@example.com', password: 'bench-Pass-word-1' },
      });
    }
    const page = await context.newPage();
    const fetched = await watch(await context.newCDPSession(page));
    await page.goto(path);
    await complete(page, sign);
    fetched.phase = 'first screen';
    await page.waitForTimeout(AFTER);
    const first = fetched.lineOf('');
    fetched.phase = 'moved';
    await page.mouse.move(300, 300);
    await page.waitForTimeout(AFTER);
    lines[screen] = {
      ...first,
      'ahead of use': fetched.sumOf('first screen'),
      'at the first move': fetched.sumOf('moved'),
    };
    await context.close();
  }
  return lines;
}

/** Waits until what tells the screen is there and nothing stands in for what is still to come. */
async function complete(page: Page, sign: string): Promise<void> {
  await page.locator(sign).first().waitFor({ state: 'visible' });
  await page.waitForFunction(() => document.querySelector('[class*="Skeleton-root"]') === null);
}

/** Counts what comes, by what the page was waiting for when it was asked for. */
async function watch(session: CDPSession) {
  const asked = new Map<string, string>();
  const kinds = new Map<string, string>();
  const got: { phase: string; kind: string; bytes: number }[] = [];
  const state = {
    phase: '',
    sumOf: (phase: string) => kB(got.filter((one) => one.phase === phase)),
    lineOf: (phase: string) => {
      const mine = got.filter((one) => one.phase === phase);
      const line: { [column: string]: number } = { files: mine.length };
      for (const column of new Set([...Object.values(COLUMNS), 'data'])) {
        line[column] = kB(mine.filter(({ kind }) => column === (COLUMNS[kind as keyof typeof COLUMNS] ?? 'data')));
      }
      return { ...line, 'first screen': kB(mine) };
    },
  };
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ requestId }) => asked.set(requestId, state.phase));
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    got.push({ phase: asked.get(requestId) ?? '', kind: kinds.get(requestId) ?? '', bytes: encodedDataLength });
  });
  return state;
}

function kB(parts: { bytes: number }[]): number {
  return Math.round(parts.reduce((sum, { bytes }) => sum + bytes, 0) / 100) / 10;
}
