import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Label } from '@etapa/shared/fields/field';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';
import { durationText } from './iso-duration.ts';

/** Longer values would hide what they are about. */
const LONGEST = 80;

const TEXTS = /^(label|name|namePlural|title|help)$/;
const FIELDS = /^(required|titleField|currencyField)$/;
const AS_WRITTEN = /^(formula|default|currency|pattern|format|min|max)$/;

/**
 * What a setting of a definition was and is, in the reader's words.
 *
 * @param definitions where fields are looked up
 * @returns both, or null where the values say nothing to a reader, or the same
 */
export function useSettingWords(definitions: readonly EntityType[]) {
  const { t } = useTranslation('builder');
  const { t: common } = useTranslation();
  const { label, number, language } = useFormats();

  const fieldName = (key: unknown): string =>
    label(definitions.flatMap(({ fields }) => fields).find((field) => field.key === key)?.label) || String(key);

  const said = (setting: string, value: unknown): string | null => {
    if (value === undefined) return '—';
    if (TEXTS.test(setting)) return label(value as Label) || '—';
    if (setting === 'kind' || setting === 'group') return t(`${setting}.${value}`, { defaultValue: String(value) });
    if (setting === 'probability') return `${number(Number(value))} %`;
    if (setting === 'norm' && typeof value === 'string') return durationText(value, language);
    if (FIELDS.test(setting)) return (Array.isArray(value) ? value : [value]).map(fieldName).join(', ') || '—';
    if (typeof value === 'number') return number(value);
    return typeof value === 'string' && AS_WRITTEN.test(setting) ? value : null;
  };

  return (setting: string, before: unknown, after: unknown): { before: string; after: string } | null => {
    const isSwitch = [before, after].some((value) => typeof value === 'boolean');
    // The setting is called "in use".
    const on = (value: unknown) => (value === true) !== (setting === 'retired');
    const word = (value: unknown) => (isSwitch ? common(on(value) ? 'yes' : 'no') : said(setting, value));
    const [was, is] = [word(before), word(after)];
    if (was === null || is === null || was === is || `${was}${is}`.length > LONGEST) return null;
    return { before: was, after: is };
  };
}
