import type { FieldKind } from '@etapa/shared/fields/field';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

const KNOWN = [
  'required',
  'wrong_type',
  'not_allowed',
  'bad_format',
  'too_short',
  'too_long',
  'too_small',
  'too_large',
  'too_few',
  'too_many',
  'repeated',
  'too_many_decimals',
  'too_many_digits',
  'duplicate',
  'unknown_record',
] as const;

/** What is wrong with a number that is not whole. */
const NOT_WHOLE = new Set(['wrong_type', 'too_many_decimals']);

/**
 * A fault in the reader's language; one without a text of its own keeps the server's words. Where the kind of the field
 * is told, the text says what that kind wants.
 */
export function useFaultText() {
  const { t } = useTranslation('fields');
  return useCallback(
    (code: string, message: string, kind?: FieldKind): string => {
      if (kind === 'integer' && NOT_WHOLE.has(code)) return t('faults.not_whole');
      const known = KNOWN.find((candidate) => candidate === code);
      return known ? t(`faults.${known}`) : message;
    },
    [t],
  );
}
