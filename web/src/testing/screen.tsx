import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createQueryClient } from '../data/query-client.ts';
import { type Catalogue, changeLanguage, startI18n } from '../i18n/i18n.ts';
import type { Language } from '../i18n/language.ts';

const folder = join(import.meta.dirname, '..', 'i18n');

/** Every namespace of a language, read from the files themselves. */
export async function readCatalogues(language: string): Promise<{ [namespace: string]: Catalogue }> {
  const names = (await readdir(join(folder, language))).filter((name) => name.endsWith('.json'));
  const texts = names.map(async (name) => {
    const catalogue: Catalogue = JSON.parse(await readFile(join(folder, language, name), 'utf8'));
    return [name.slice(0, -'.json'.length), catalogue] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

let started: Promise<unknown> | undefined;

/** Shows something as the app would, in a language. */
export async function show(content: ReactNode, language: Language = 'en') {
  cleanup();
  const namespaces = Object.keys(await readCatalogues(language));
  started ??= startI18n(async (wanted, name) => (await readCatalogues(wanted))[name] ?? {}, language, namespaces);
  await started;
  await changeLanguage(language);
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>{content}</QueryClientProvider>
    </MantineProvider>,
  );
}
