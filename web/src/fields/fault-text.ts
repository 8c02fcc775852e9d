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

/** A fault in the reader's language; one without a text of its own keeps the server's words. */
export function useFaultText() {
  const { t } = useTranslation('fields');
  return useCallback(
    (code: string, message: string): string => {
      const known = KNOWN.find((candidate) => candidate === code);
      return known ? t(`faults.${known}`) : message;
    },
    [t],
  );
}
