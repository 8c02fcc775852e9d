import { FIRST_TEXTS } from './src/i18n/first-texts.ts';

/** Of people who work with records; what is left belongs to those who design processes. */
const DAILY = new Set(
  'approvals auth bulk calendar card contacts duplicates emails follow home notifications palette runs table tasks'.split(
    ' ',
  ),
);

/** The file of a catalogue in the build: three for each language, instead of one for each screen or one for all. */
export function textsName(module: string): string | null {
  const [, language, namespace = ''] = /src\/i18n\/(\w+)\/(\w+)\.json$/.exec(module) ?? [];
  if (language === undefined) return null;
  const part = FIRST_TEXTS.some((name) => name === namespace) ? 'first' : DAILY.has(namespace) ? 'daily' : 'design';
  return `texts-${language}-${part}`;
}
