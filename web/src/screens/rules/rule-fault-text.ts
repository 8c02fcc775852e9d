import type { Fault } from '@etapa/shared/fields/fault';
import { useCallback } from 'react';
import { useFaultText } from '../../fields/fault-text.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useRuleNames } from '../../rules/names.ts';

/**
 * The first of some faults in the reader's language; undefined where there is none. English readers get the checker's
 * own words, which name the thing.
 */
export function useRuleFaultText() {
  const text = useFaultText();
  const names = useRuleNames();
  const { language } = useFormats();
  return useCallback(
    (faults: readonly Fault[]): string | undefined => {
      const [fault] = faults;
      if (!fault) return undefined;
      const own = language === 'en' ? undefined : names.fault(fault.code);
      return own ?? text(fault.code, fault.message);
    },
    [text, names, language],
  );
}
