import type { FormulaFault } from '@etapa/shared/formulas/formula';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

type Code = FormulaFault['code'];

/** A fault as the reader's words say it. Positions count in the formula as it is shown, without its `=`. */
export interface ShownFault {
  from: number;
  to: number;
  message: string;
}

/** Says what is wrong with a formula, naming the part of it that is. */
export function useFaultWords(): (fault: FormulaFault, source: string) => ShownFault {
  const { t } = useTranslation('formulas');
  return useCallback(
    ({ code, position }, source) => {
      const offset = source.startsWith('=') ? 1 : 0;
      const from = Math.max(0, position.from - offset);
      const to = Math.max(from, position.to - offset);
      const part = source.slice(position.from, position.to).trim();
      const shown = part.length > 40 ? `${part.slice(0, 40)}…` : part;
      return { from, to, message: t(`fault.${keyOf(code, part, source)}`, { part: shown }) };
    },
    [t],
  );
}

function keyOf(code: Code, part: string, source: string): Code | 'ends_early' | 'wrong_result' {
  if (code === 'syntax_error' && part === '') return 'ends_early';
  return code === 'wrong_kind' && part === source.replace(/^=/, '').trim() ? 'wrong_result' : code;
}
