import type { Catalogue, CatalogueLoader } from './i18n.ts';
import type { Language } from './language.ts';

const languages: Record<Language, () => Promise<{ files: Record<string, Catalogue> }>> = {
  en: () => import('./en/catalogue.ts'),
  ja: () => import('./ja/catalogue.ts'),
  ru: () => import('./ru/catalogue.ts'),
  uk: () => import('./uk/catalogue.ts'),
};

/** Fetches one language: `./<language>/<namespace>.json` becomes the namespace. */
export const loadCatalogues: CatalogueLoader = async (language) => {
  const { files } = await languages[language]();
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [path.slice('./'.length, -'.json'.length), texts]),
  );
};
