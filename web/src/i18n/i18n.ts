import i18next, { type BackendModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { FIRST_TEXTS, TEXT_FILES } from './first-texts.ts';
import type { Language } from './language.ts';

/** One screen's texts, nested as the author likes. */
export type Catalogue = { [key: string]: string | Catalogue };

/** Gives one namespace of a language. */
export type CatalogueLoader = (language: string, namespace: string) => Promise<Catalogue>;

/**
 * Fetches namespaces when they are first asked for: a screen waits for its texts as it does for its scripts. Those of
 * the same file are there at once with it, so that no part of the screen waits again.
 */
const backend = (load: CatalogueLoader): BackendModule => ({
  type: 'backend',
  init: () => {},
  read: (language, namespace, done) => {
    const along = Object.values(TEXT_FILES).find((names) => names.includes(namespace)) ?? [namespace];
    const one = async (name: string) => [name, await load(language, name)] as const;
    Promise.all(along.map(one)).then(
      (all) => {
        for (const [name, texts] of all) if (name !== namespace) i18next.addResourceBundle(language, name, texts);
        done(null, Object.fromEntries(all)[namespace] ?? {});
      },
      (error: Error) => done(error, null),
    );
  },
});

/**
 * Starts the catalogues in `language`. Called once, before the first render.
 *
 * @param namespaces fetched before anything shows
 */
export async function startI18n(
  load: CatalogueLoader,
  language: Language,
  namespaces: readonly string[] = FIRST_TEXTS,
): Promise<i18n> {
  await i18next
    .use(backend(load))
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      // A copy: it adds to the list whatever is asked for later.
      ns: [...namespaces],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
    });
  document.documentElement.lang = language;
  return i18next;
}

/** Shows the app in another language, loading what it shows by now first so that no key is ever seen. */
export async function changeLanguage(language: Language): Promise<void> {
  if (i18next.language === language) return;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Fetches texts that will be needed soon. */
export const loadTexts = (namespaces: readonly string[]): Promise<void> => i18next.loadNamespaces(namespaces);
