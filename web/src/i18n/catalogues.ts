import type { Catalogue, CatalogueLoader } from './i18n.ts';

const files = import.meta.glob<Catalogue>('./*/*.json', { import: 'default' });

/** Fetches the texts of one namespace: those of `./<language>/<namespace>.json`. */
export const loadCatalogue: CatalogueLoader = async (language, namespace) => {
  const load = files[`./${language}/${namespace}.json`];
  if (!load) throw new Error(`There is no catalogue ${language}/${namespace}.`);
  return load();
};
