import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from './language.ts';

/** One screen's texts, nested as the author likes. */
export type Catalogue = { [key: string]: string | Catalogue };

/** Gives every namespace of a language at once. */
export type CatalogueLoader = (language: Language) => Promise<{ [namespace: string]: Catalogue }>;

let loader: CatalogueLoader | null = null;

/** Starts the catalogues in `language`. Called once, before the first render. */
export async function startI18n(load: CatalogueLoader, language: Language): Promise<i18n> {
  loader = load;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    resources: { [language]: await load(language) },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language;
  return i18next;
}

/** Shows the app in another language, loading its catalogues first so that no key is ever seen. */
export async function changeLanguage(language: Language): Promise<void> {
  if (i18next.language === language) return;
  if (loader && !i18next.hasResourceBundle(language, 'common')) {
    for (const [namespace, texts] of Object.entries(await loader(language))) {
      i18next.addResourceBundle(language, namespace, texts);
    }
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
