/** Languages the catalogues exist in. */
export const LANGUAGES = ['en', 'ja', 'ru', 'uk'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name: a reader finds theirs whatever is shown now. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  ja: '日本語',
  ru: 'Русский',
  uk: 'Українська',
};

const STORED = 'etapa-language';

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);

/** The language chosen on this device, or null when none was. */
export function chosenLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(STORED);
    return isLanguage(stored) ? stored : null;
  } catch {
    return null;
  }
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Storage is closed: the choice lasts until the page goes.
  }
}

/** The first of the browser's languages that a catalogue exists in, else English. */
export function browserLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split('-')[0];
    if (isLanguage(language)) return language;
  }
  return 'en';
}
