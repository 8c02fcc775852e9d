import { fieldFaults } from '@etapa/shared/definition/check-field';
import type { Field } from '@etapa/shared/definition/entity-type';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { schemaCheck } from '../../fields/document-check.ts';
import { useFaultText } from '../../fields/fault-text.ts';
import { useBuilder } from './builder-context.ts';

/** What would be wrong with a setting of a field if it were this, in the reader's words: the core's own check. */
export type SettingCheck = (settings: Partial<Field>, setting: keyof Field) => string | undefined;

const WORDS = [
  'reserved',
  'not_applicable',
  'required',
  'invalid_bound',
  'bad_pattern',
  'bad_currency',
  'conflict',
  'unknown_field',
  'wrong_kind',
  'too_few',
  'duplicate',
  'unknown_entity_type',
  'bad_format',
] as const;

/** Checks settings of a field while they are typed, by the code that checks them when they are published. */
export function useSettingCheck(field: Field): SettingCheck {
  const faultText = useSettingFaultText();
  const { definition } = useBuilder();
  const types = useEntityTypes();
  return useCallback(
    (settings, setting) => {
      const merged = Object.entries({ ...field, ...settings }).filter(([, value]) => value !== null);
      const tried = Object.fromEntries(merged) as unknown as Field;
      const fields = definition.fields.map((each) => (each.key === field.key ? tried : each));
      const found = fieldFaults(
        { value: tried, path: '' },
        {
          definition: { ...definition, fields },
          others: { typeOf: (key) => types?.find((type) => type.key === key) },
          fields: fields.map((value, index) => ({ value, path: `/fields/${index}` })),
          funnels: [],
          fieldKeys: new Set(fields.map(({ key }) => key)),
        },
      ).find(({ path }) => path === `/${setting}` || path.startsWith(`/${setting}/`));
      if (!found) return undefined;
      return faultText(found.code, found.message);
    },
    [field, definition, types, faultText],
  );
}

/** What is wrong with a definition, in the reader's words; what has none of its own keeps the server's. */
export function useSettingFaultText(): (code: string, message: string) => string {
  const { t } = useTranslation('design');
  return useCallback(
    (code, message) => {
      const known = WORDS.find((candidate) => candidate === code);
      return known ? t(`fault.${known}`) : message;
    },
    [t],
  );
}

/** What keeps a value from being what a field begins with, in the reader's words. */
export function useDefaultCheck(field: Field): string | undefined {
  const faultText = useFaultText();
  const { definition } = useBuilder();
  const { default: value } = field;
  if (value === undefined || value === null || (typeof value === 'string' && value.startsWith('='))) return undefined;
  const { required, requiredWhen, visibleWhen, formula, ...alone } = field;
  const [found] = schemaCheck({ ...definition, fields: [alone] })({ [field.key]: value }, '/doc');
  return found && faultText(found.code, found.message);
}
