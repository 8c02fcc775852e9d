import { test } from '@playwright/test';
import { Etapa } from './server.ts';

export { expect } from '@playwright/test';

/** A test with a whole Etapa of its own, empty at first, whose address pages and requests are relative to. */
export const story = test.extend<{ etapa: Etapa }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs.
  etapa: async ({}, use) => {
    const etapa = await Etapa.start();
    await use(etapa);
    await etapa.stop();
  },
  baseURL: async ({ etapa }, use) => use(etapa.url),
});
