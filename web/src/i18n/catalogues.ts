import files from 'virtual:texts';
import { TEXT_FILES } from './first-texts.ts';
import type { CatalogueLoader } from './i18n.ts';

/** Fetches the texts of one namespace: those of `./<language>/<namespace>.json`. */
export const loadCatalogue: CatalogueLoader = async (language, namespace) => {
  const file = Object.keys(TEXT_FILES).find((name) => TEXT_FILES[name]?.includes(namespace));
  const texts = (await files[`${language}/${file}`]?.())?.default[namespace];
  if (!texts) throw new Error(`There is no catalogue ${language}/${namespace}.`);
  return texts;
};
