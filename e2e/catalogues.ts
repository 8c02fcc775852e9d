import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = resolve(import.meta.dirname, '../web/src/i18n');

type Texts = { [key: string]: string | Texts };

/** Every text of a language by its path. */
function textsOf(language: string): Map<string, string> {
  const texts = new Map<string, string>();
  const add = (prefix: string, tree: Texts) => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'string') texts.set(`${prefix}.${key}`, value);
      else add(`${prefix}.${key}`, value);
    }
  };
  const folder = join(FOLDER, language);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    add(file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Texts);
  }
  return texts;
}

const english = textsOf('en');

/** A text of a catalogue: the value of a key such as `shell.json.tasks`. */
export function textIn(language: string, key: string): string {
  const text = textsOf(language).get(key);
  if (text === undefined) throw new Error(`No text ${key} in ${language}`);
  return text;
}

/** Matches the English texts that this language says otherwise; what is filled in may be anything. */
function englishOnly(language: string): RegExp[] {
  const own = new Set(textsOf(language).values());
  return [...new Set(english.values())]
    .filter((text) => !own.has(text) && /[A-Za-z]{4}/.test(text.replace(/\{\{.*?\}\}/g, '')))
    .map((text) => {
      const parts = text.split(/\{\{.*?\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`^${parts.join('.+')}$`);
    });
}

/** What the page still says in English, though this language has its own words for it. */
export async function englishRemains(page: Page, language: string): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('script, style')) texts.add(node.textContent?.trim() ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
      for (const name of ['aria-label', 'placeholder', 'title']) texts.add(element.getAttribute(name)?.trim() ?? '');
    }
    return [...texts];
  });
  const forbidden = englishOnly(language);
  return shown.filter((text) => forbidden.some((pattern) => pattern.test(text)));
}
