import type { Forecast } from '@etapa/shared/api/forecast';
import { resolveField } from '@etapa/shared/conditions/reference';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { schemaOf } from '../../conditions/choices.ts';
import { useEntityTypes } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';

/** A sum as reports give it: one number, or one per currency. */
export type Sum = number | { [currency: string]: number };

/** Writes sums with the currency of their field; sums of several currencies stand side by side, never added. */
export function useSumText(type: EntityType) {
  const { money, number } = useFormats();
  const types = useEntityTypes();
  const resolve = (name: string) => {
    const source = resolveField(name, schemaOf(type, types ?? []))?.source;
    return source?.kind === 'field' ? source.field : undefined;
  };
  return (field: string, sum: Sum | null | undefined): string => {
    const definition = resolve(field);
    if (sum === undefined || sum === null) return '';
    if (typeof sum === 'number') {
      const known = definition?.kind === 'money' && !definition.currencyField;
      return known ? money(sum, definition.currency) : number(sum);
    }
    const parts = Object.entries(sum)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([currency, value]) => money(value, currency));
    return parts.length > 0 ? parts.map((part) => part.replaceAll(' ', '\u00a0')).join(' + ') : number(0);
  };
}

/** Writes what should come in: each currency side by side; a dash where nothing was set. */
export function useWantedText(type: EntityType, { amountField }: Pick<Forecast, 'amountField'>) {
  const sumText = useSumText(type);
  return ({ targets, target }: Pick<Forecast['totals'], 'targets' | 'target'>): string => {
    const sum = Object.keys(targets).length > 0 ? targets : target;
    return sum === null ? '—' : sumText(amountField ?? '', sum);
  };
}
