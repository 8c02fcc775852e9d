import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useFormats } from '../../i18n/locale.tsx';

/** A sum as reports give it: one number, or one per currency. */
export type Sum = number | { [currency: string]: number };

/** Writes sums with the currency of their field; sums of several currencies stand side by side, never added. */
export function useSumText(type: EntityType) {
  const { money, number } = useFormats();
  return (field: string, sum: Sum | undefined): string => {
    const definition = type.fields.find((one) => one.key === field);
    if (sum === undefined) return '';
    if (typeof sum === 'number') {
      return definition?.kind === 'money' ? money(sum, definition.currency) : number(sum);
    }
    const parts = Object.entries(sum).map(([currency, value]) => money(value, currency));
    return parts.length > 0 ? parts.join(' + ') : number(0);
  };
}
