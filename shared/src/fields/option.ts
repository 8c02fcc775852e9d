import type { FieldSettings, Label, Option } from './field.ts';
import { fold } from './fold.ts';

/** A label in the reader's language, else in English, else in whichever there is. */
export function labelIn(label: Label, locale: string): string {
  if (typeof label === 'string') return label;
  const language = locale.split('-')[0] ?? locale;
  return label[locale] ?? label[language] ?? label.en ?? Object.values(label)[0] ?? '';
}

/** The option a text means: by key as written, else by key or label in any language, ignoring case and width. */
export function findOption(field: FieldSettings, text: string): Option | undefined {
  const options = field.options ?? [];
  const plain = text.trim();
  const exact = options.find((option) => option.key === plain);
  if (exact) return exact;
  const wanted = wide(plain);
  const names = (option: Option) =>
    [option.key, ...(typeof option.label === 'string' ? [option.label] : Object.values(option.label))].map(wide);
  const found = options.filter((option) => names(option).includes(wanted));
  return found.find((option) => option.retired !== true) ?? found[0];
}

/** Keys a document may hold: retired options stay on old records. */
export function optionKeys(field: FieldSettings): string[] {
  return (field.options ?? []).map((option) => option.key);
}

function wide(text: string): string {
  return fold(text.normalize('NFKC').trim());
}
