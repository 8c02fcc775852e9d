import type { Browser } from '@playwright/test';

/** What the browser fetches of scripts and styles until the first screens are there, compressed. */
export async function firstScreen(browser: Browser, url: string) {
  const lines: { [screen: string]: { files: number; 'compressed kB': number } } = {};
  for (const [screen, path, sign] of [
    ['signing in', '/login', 'input'],
    ['home', '/', 'h1'],
    ['board', '/p/bench', '[data-card]'],
    ['table', '/p/bench/table', '[data-cell]'],
  ] as const) {
    const context = await browser.newContext({ baseURL: url });
    if (screen !== 'signing in') {
      await context.request.post('/api/v1/auth/login', {
        data: { email: 'bench@example.com', password: 'bench-Pass-word-1' },
      });
    }
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    const kinds = new Map<string, string>();
    let [bytes, files] = [0, 0];
    session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (!['Script', 'Stylesheet'].includes(kinds.get(requestId) ?? '')) return;
      bytes += encodedDataLength;
      files += 1;
    });
    await page.goto(path);
    await page.locator(sign).first().waitFor({ state: 'attached' });
    await page.waitForTimeout(1_500);
    lines[screen] = { files, 'compressed kB': Math.round(bytes / 100) / 10 };
    await context.close();
  }
  return lines;
}
