import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { Etapa } from './etapa.ts';
import { measured } from './frames.ts';
import { Processes } from './processes.ts';

/**
 * How smoothly a stage is dragged on the canvas of a large funnel.
 *
 *     npm run bench:canvas -- --stages 60 --ways 200 --seconds 5
 *
 * `ETAPA_TEST_CHROMIUM` names the browser where Playwright's own is not installed. A machine without a graphics card
 * paints slowly: the time of scripts, styles and layout for each frame is what the canvas itself costs.
 */
const { values } = parseArgs({
  options: {
    stages: { type: 'string', default: '60' },
    ways: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '5' },
  },
});
const [stages, ways, seconds] = [Number(values.stages), Number(values.ways), Number(values.seconds)];

const folder = await mkdtemp(join(tmpdir(), 'etapa-canvas-'));
const processes = new Processes();
try {
  const url = await processes.etapa({ ETAPA_DATA_DIR: folder });
  const etapa = await Etapa.setUp(url);
  await etapa.post('/entity-types', processOf(stages, ways));
  const browser = await chromium.launch({ executablePath: process.env.ETAPA_TEST_CHROMIUM });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, baseURL: url });
  await page.request.post('/api/v1/auth/login', {
    data: { email: 'bench@example.com', password: 'bench-Pass-word-1' },
  });
  await page.goto('/p/large/design');
  await page
    .locator('.react-flow__edge')
    .nth(ways - 1)
    .waitFor({ state: 'attached' });
  await page.waitForTimeout(1_000);
  const still = await measured(page, seconds, () => page.waitForTimeout(seconds * 1_000));
  const dragged = await measured(page, seconds, () => drag(page, seconds));
  console.log(`${stages} stages, ${ways} ways`);
  console.table({ 'nothing moves': still, 'a stage is dragged': dragged });
  await browser.close();
} finally {
  await processes.stop();
  await rm(folder, { recursive: true, force: true });
}

/** A process whose ways lead everywhere, the same each time. */
function processOf(count: number, wanted: number) {
  const open = Math.max(1, Math.round(count * 0.87));
  const all = Array.from({ length: count }, (_, at) => ({
    key: `s${at}`,
    name: `Stage number ${at}`,
    group: at < open ? 'open' : at % 2 === 0 ? 'won' : 'lost',
    norm: `P${1 + (at % 9)}D`,
    ...(at % 3 === 0 ? { required: ['title'] } : {}),
  }));
  const made = new Map<string, { from: string; to: string; label?: string }>();
  const add = (from: number, to: number) => {
    if (from === to) return;
    made.set(`${from} ${to}`, { from: `s${from}`, to: `s${to}`, ...(made.size % 4 === 0 ? { label: 'Agreed' } : {}) });
  };
  for (let at = 0; at < open - 1; at++) add(at, at + 1);
  for (let seed = 7; made.size < wanted; ) {
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed;
    };
    add(next() % open, next() % count);
  }
  return {
    key: 'large',
    name: 'Large',
    titleField: 'title',
    fields: [{ key: 'title', label: 'Title', kind: 'text' }],
    funnels: [{ key: 'main', name: 'Main', stages: all, transitions: [...made.values()].slice(0, wanted) }],
  };
}

/** Drags a stage in circles, a step for each frame. */
async function drag(page: Page, length: number): Promise<void> {
  const box = await page
    .locator('.react-flow__node-stage')
    .nth(Math.floor(stages / 3))
    .boundingBox();
  if (!box) throw new Error('There is no stage to drag.');
  const [x, y] = [box.x + box.width / 2, box.y + 8];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const until = performance.now() + length * 1_000;
  for (let step = 1; performance.now() < until; step++) {
    const turn = step / 12;
    await page.mouse.move(x + 90 * Math.sin(turn), y + 60 * (1 - Math.cos(turn)));
  }
  await page.mouse.move(x, y);
  await page.mouse.up();
}
