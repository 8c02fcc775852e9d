import type { Page } from '@playwright/test';
import { barriers } from './accessibility.ts';
import { begin } from './begin.ts';
import { englishRemains, textIn } from './catalogues.ts';
import { expect, story } from './story.ts';

const LANGUAGES = [
  { key: 'ja', name: '日本語', company: '会社', deals: '商談' },
  { key: 'ru', name: 'Русский', company: 'Компания', deals: 'Сделки' },
  { key: 'uk', name: 'Українська', company: 'Компанія', deals: 'Угоди' },
] as const;

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Screens behind signing in, each with what shows that it has come. */
const SCREENS: { [name: string]: { path: string; ready: (page: Page) => Promise<void> } } = {
  home: { path: '/', ready: (page) => heading(page) },
  gallery: { path: '/gallery', ready: (page) => page.getByRole('article').first().waitFor() },
  board: { path: '/p/deal', ready: (page) => page.getByRole('listitem').getByText('#').first().waitFor() },
  table: { path: '/p/deal/table', ready: (page) => page.getByRole('row').nth(3).waitFor() },
  card: { path: '/p/deal/records/4', ready: (page) => page.getByRole('article').waitFor() },
  tasks: { path: '/tasks', ready: (page) => heading(page) },
  report: { path: '/p/deal/reports/funnel', ready: (page) => page.getByRole('figure').first().waitFor() },
  flow: { path: '/p/deal/reports/flow', ready: (page) => page.locator('.react-flow__node').first().waitFor() },
  forecast: { path: '/p/deal/reports/forecast', ready: (page) => page.getByRole('row').nth(1).waitFor() },
  outcomes: { path: '/p/deal/reports/outcomes', ready: (page) => page.getByRole('row').nth(1).waitFor() },
  workload: { path: '/p/deal/reports/workload', ready: (page) => page.getByRole('row').nth(1).waitFor() },
  dashboards: { path: '/dashboards', ready: (page) => heading(page) },
  analysis: { path: '/p/deal/reports/query', ready: (page) => page.getByRole('row').nth(1).waitFor() },
  rules: { path: '/p/deal/rules', ready: (page) => page.getByRole('article').first().waitFor() },
  rule: { path: '/p/deal/rules/big-deal', ready: (page) => page.locator('.queryBuilder').waitFor() },
  newRule: { path: '/p/deal/new-rule', ready: (page) => page.locator('.queryBuilder').waitFor() },
  funnel: { path: '/p/deal/funnel', ready: (page) => page.locator('.react-flow__node').first().waitFor() },
  import: { path: '/p/deal/import', ready: (page) => heading(page) },
  runs: { path: '/runs', ready: (page) => heading(page) },
  approvals: { path: '/approvals', ready: (page) => heading(page) },
  emails: { path: '/emails', ready: (page) => heading(page) },
  people: { path: '/people', ready: (page) => page.getByRole('row').nth(1).waitFor() },
  settings: { path: '/settings', ready: (page) => heading(page) },
};

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor();

async function show(page: Page, name: keyof typeof SCREENS): Promise<void> {
  const screen = SCREENS[name];
  if (!screen) throw new Error(`No screen ${name}`);
  await page.goto(screen.path);
  await screen.ready(page);
}

/** How wide the page is, with what one would have to scroll to. */
const widthOf = (page: Page) =>
  page.evaluate(() =>
    Math.max(...[...document.querySelectorAll('html, body, main')].map((element) => element.scrollWidth)),
  );

story('every screen speaks Japanese, Russian and Ukrainian, and fits a phone', async ({ page }) => {
  story.slow();
  await begin(page.request, { 'sales-pipeline': { samples: true } });
  await show(page, 'home');
  expect(await englishRemains(page, 'ja'), 'the check sees English where there is some').not.toEqual([]);
  for (const { key, name, company, deals } of LANGUAGES) {
    await story.step(name, async () => {
      await page.goto('/');
      await page
        .locator('header')
        .getByRole('button', { name: /: (en|ja|ru|uk)$/ })
        .click();
      await page.getByRole('menuitem', { name }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', key);
      await page.goto('/tasks');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(textIn(key, 'tasks.json.title'));
      await show(page, 'card');
      await expect(page.getByRole('article').getByText(company, { exact: true })).toBeVisible();
      await expect(page.getByRole('navigation').getByRole('link', { name: deals })).toBeVisible();
      for (const screen of Object.keys(SCREENS)) {
        await show(page, screen);
        expect.soft(await englishRemains(page, key), `${screen} in ${name}`).toEqual([]);
        await page.setViewportSize(PHONE);
        expect.soft(await widthOf(page), `${screen} in ${name} on a phone`).toBeLessThanOrEqual(PHONE.width);
        await page.setViewportSize(DESK);
      }
    });
  }
});

story('nobody is kept out by how they see, hear or type', async ({ page, browser }) => {
  story.slow();
  const scan = async (page: Page, name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      expect.soft(await barriers(page), `${name}, ${colorScheme}`).toEqual([]);
    }
  };
  await story.step('first visit', async () => {
    await page.goto('/');
    await page.getByLabel('Your name').waitFor();
    await scan(page, 'first visit');
  });
  await begin(page.request, { 'sales-pipeline': { samples: true } });
  await story.step('login', async () => {
    const stranger = await browser.newContext();
    const door = await stranger.newPage();
    await door.goto('/');
    await door.getByRole('button', { name: 'Sign in' }).waitFor();
    await scan(door, 'login');
    await stranger.close();
  });
  for (const screen of Object.keys(SCREENS)) {
    await story.step(screen, async () => {
      await show(page, screen);
      await scan(page, screen);
    });
  }
  await story.step('panels and forms over the screens', async () => {
    await show(page, 'board');
    await page.getByRole('link', { name: 'Shop refit' }).click();
    await page.getByRole('dialog', { name: 'Shop refit' }).getByRole('heading', { level: 1 }).waitFor();
    await scan(page, 'card over the board');
    await show(page, 'board');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Title').waitFor();
    await scan(page, 'new record');
    await show(page, 'newRule');
    await page.getByRole('button', { name: 'Add a step', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Choose a branch' }).waitFor();
    await scan(page, 'palette of steps');
    await page.getByRole('menuitem', { name: 'Choose a branch' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/things? to put right/).waitFor();
    await scan(page, 'faults of a rule');
    await show(page, 'card');
    await page.getByRole('button', { name: 'Why did nothing happen?' }).click();
    await page.getByRole('dialog', { name: /^What rules said/ }).waitFor();
    await scan(page, 'why');
  });
});

story('on a phone, too, language and appearance are chosen by hand and kept', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await begin(page.request, { 'sales-pipeline': { samples: true } });
  await show(page, 'home');
  const links = page.getByRole('main').getByRole('link');
  await expect(links.filter({ hasText: 'Fleet tracking pilot' }).first()).toBeVisible();
  for (const link of await links.all()) {
    const { height } = (await link.boundingBox()) ?? { height: 0 };
    expect.soft(height, `${await link.textContent()} is high enough for a finger`).toBeGreaterThanOrEqual(24);
  }
  await show(page, 'board');
  expect(await widthOf(page)).toBeLessThanOrEqual(PHONE.width);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: '日本語' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await expect(page.getByRole('button', { name: textIn('ja', 'shell.json.account') })).toBeVisible();
});
