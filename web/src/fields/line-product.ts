import type { RecordView } from '@etapa/shared/api/records';
import type { Field } from '@etapa/shared/definition/entity-type';
import { priceOf } from '@etapa/shared/fields/product-price';
import { api } from '../data/client.ts';
import { useEntityType } from '../data/entity-types.ts';
import { recordPath } from '../data/record.ts';
import { useFormats } from '../i18n/locale.tsx';
import type { LineRow } from './line-rows.ts';
import type { RecordOption } from './record-options.ts';

/** What products bring into rows. */
export interface Products {
  /** Name and price of a product; only its id where it cannot be read. */
  bring: (id: string) => Promise<Partial<LineRow>>;
  /** The product of exactly this name; undefined where there is none, or more than one. */
  named: (name: string) => Promise<string | undefined>;
}

/** @param currency of the rows: a price in another one is not taken over */
export function useProducts(field: Field, currency: string | undefined): Products | null {
  const { currency: own } = useFormats();
  const target = field.target ?? '';
  const type = useEntityType(target);
  if (target === '') return null;
  return {
    bring: async (id) => {
      try {
        const record = await api.get<RecordView>(recordPath(target, id));
        return {
          product: id,
          name: record.title,
          unitPrice: priceOf(type?.fields ?? [], record.doc, { currency, own }),
        };
      } catch {
        // The product stays chosen; its price is typed by hand.
        return { product: id };
      }
    },
    named: async (name) => {
      const wanted = name.trim().toLocaleLowerCase();
      try {
        const { items } = await api.get<{ items: RecordOption[] }>(`/entity-types/${target}/records/options`, {
          q: name.trim().slice(0, 200),
        });
        const found = items.filter(({ title }) => title.trim().toLocaleLowerCase() === wanted);
        return found.length === 1 ? found[0]?.id : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
