import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import pg from 'pg';
import { firstScreen } from './board-weight.ts';
import { benchType, Etapa } from './etapa.ts';
import { measured } from './frames.ts';
import { generate } from './generate.ts';
import { Processes } from './processes.ts';

/**
 * How quickly a board of many cards is there, and how smoothly it scrolls and its cards are dragged.
 *
 *     npm run bench:board -- --cards 62000 --seconds 5
 *
 * A sixth of the cards lies in each column. `ETAPA_TEST_CHROMIUM` names the browser where Playwright's own is not
 * installed. A machine without a graphics card paints slowly: the time of scripts, styles and layout for each frame is
 * what the board itself costs.
 */
const { values } = parseArgs({
  options: { cards: { type: 'string', default: '62000' }, seconds: { type: 'string', default: '5' } },
});
const [cards, seconds] = [Number(values.cards), Number(values.seconds)];

const folder = await mkdtemp(join(tmpdir(), 'etapa-board-'));
const machine = new Processes();
const servers = new Processes();
try {
  const { url: databaseUrl } = await machine.database();
  const url = await servers.etapa({ DATABASE_URL: databaseUrl, ETAPA_DATA_DIR: folder });
  await fill(databaseUrl, await Etapa.setUp(url));
  const browser = await chromium.launch({ executablePath: process.env.ETAPA_TEST_CHROMIUM });
  console.log(`${cards} cards`);
  console.table(await tell(browser, url));
  console.table(await firstScreen(browser, url));
  await browser.close();
} finally {
  await servers.stop();
  await machine.stop();
  await rm(folder, { recursive: true, force: true });
}

async function fill(databaseUrl: string, etapa: Etapa): Promise<void> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  await etapa.post('/entity-types', benchType);
  const { rows } = await db.query<{ id: string }>(`SELECT id FROM entity_types WHERE key = 'bench'`);
  await generate(db, cards, etapa.userId, `record_number_${rows[0]?.id.replaceAll('-', '')}`);
  await db.end();
}

async function tell(browser: Browser, url: string) {
  const cold: string[] = [];
  for (let visit = 0; visit < 3; visit++) {
    const stranger = await signedIn(browser, url);
    cold.push(await visited(stranger));
    await stranger.context().close();
  }
  const page = await signedIn(browser, url);
  await visited(page);
  const warm: string[] = [];
  for (let visit = 0; visit < 3; visit++) warm.push(await visited(page));
  console.log(`first cards with nothing in the cache ${cold.join(', ')}; with everything ${warm.join(', ')}`);
  await page.waitForTimeout(1_000);
  await watchInteractions(page);
  const lines: { [name: string]: Awaited<ReturnType<typeof line>> } = {};
  lines['nothing moves'] = await line(page, () => page.waitForTimeout(seconds * 1_000));
  lines['a column is scrolled'] = await line(page, () => scroll(page));
  lines['a card is dragged'] = await line(page, () => drag(page));
  lines['the focus goes down by keys'] = await line(page, () => keys(page));
  lines['cards are opened and closed'] = await line(page, () => open(page));
  return lines;
}

/** A page with a cache of its own. */
async function signedIn(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: url });
  await page.request.post('/api/v1/auth/login', {
    data: { email: 'bench@example.com', password: 'bench-Pass-word-1' },
  });
  return page;
}

/** How long from asking for the board's address until something and its first cards are there, and how much of it the server read. */
async function visited(page: Page): Promise<string> {
  await page.goto('about:blank');
  const began = performance.now();
  await page.goto('/p/bench', { waitUntil: 'commit' });
  await page.locator('[data-card]').first().waitFor();
  const whole = performance.now() - began;
  const read = await page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const board = entries.find(({ name }) => /\/board\?/.test(name));
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    return { at: board?.startTime ?? 0, took: board ? board.responseEnd - board.startTime : 0, paint };
  });
  const [paint, took, at] = [read.paint, read.took, read.at].map(Math.round);
  return `${Math.round(whole)} ms (first paint ${paint} ms, read ${took} ms, from ${at} ms on)`;
}

/** Frames, and how many elements the page has and how long the slowest interaction took to be painted. */
async function line(page: Page, act: () => Promise<void>) {
  await page.evaluate(() => Object.assign(globalThis, { slowest: 0 }));
  const frames = await measured(page, seconds, act);
  const { nodes, slowest, loaded } = await page.evaluate(() => ({
    nodes: document.querySelectorAll('*').length,
    slowest: (globalThis as { slowest?: number }).slowest ?? 0,
    loaded: document.querySelector('[aria-setsize]:last-child')?.getAttribute('aria-posinset'),
  }));
  return { ...frames, elements: nodes, 'slowest interaction ms': slowest, 'at card': loaded };
}

/** Keeps the longest time from an interaction to its paint, as INP counts it. */
async function watchInteractions(page: Page): Promise<void> {
  await page.evaluate(() => {
    new PerformanceObserver((list) => {
      const kept = globalThis as { slowest?: number };
      for (const entry of list.getEntries()) kept.slowest = Math.max(kept.slowest ?? 0, entry.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
}

async function scroll(page: Page): Promise<void> {
  const box = await page.locator('[data-stage] [data-scrolls]').first().boundingBox();
  if (!box) throw new Error('There is no column.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(16);
  }
}

/** Carries a card to and fro over two columns, and back to where it was. */
async function drag(page: Page): Promise<void> {
  const card = await page.locator('[data-stage] [data-card]').nth(3).boundingBox();
  if (!card) throw new Error('There is no card.');
  const [x, y] = [card.x + card.width / 2, card.y + card.height - 8];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 12, y + 6, { steps: 3 });
  const until = performance.now() + seconds * 1_000;
  for (let step = 1; performance.now() < until; step++) {
    const turn = step / 20;
    await page.mouse.move(x + 280 * (1 - Math.cos(turn)), y + 160 * Math.sin(turn));
  }
  await page.keyboard.press('Escape');
  await page.mouse.up();
}

async function keys(page: Page): Promise<void> {
  await page.locator('[data-stage] [data-title]').first().focus();
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    await page.keyboard.press('j');
    await page.waitForTimeout(40);
  }
}

async function open(page: Page): Promise<void> {
  const until = performance.now() + seconds * 1_000;
  for (let at = 0; performance.now() < until; at = (at + 1) % 3) {
    await page.locator('[data-stage]').nth(1).locator('[data-title]').nth(at).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}
