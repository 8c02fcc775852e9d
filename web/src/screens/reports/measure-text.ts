import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Measure } from '@etapa/shared/reports/query';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { type Sum, useSumText } from './sum-text.ts';

/** Names of measures, and their values as this reader writes them. */
export function useMeasureText(type: EntityType) {
  const { t } = useTranslation('reports');
  const { number, seconds } = useFormats();
  const sumText = useSumText(type);
  const words = useColumnWords(type);
  return {
    name: ({ fn, field }: Measure, dataset: string): string => {
      if (field === undefined || fn === 'count') return t(dataset === 'records' ? 'fn.count' : 'fn.countRows');
      if (field === '$id') return t('flow.records');
      return `${t(`fn.${fn}`)}: ${words.name(field)}`;
    },
    /** What it means, told on hover. */
    explain: ({ fn, field }: Measure, dataset: string): string => {
      if (field === undefined || fn === 'count')
        return t(dataset === 'records' ? 'fnExplain.count' : 'fnExplain.countRows');
      if (field === '$id') return t('fnExplain.records');
      return t(`fnExplain.${fn}`, { field: words.name(field) });
    },
    value: ({ fn, field }: Measure, value: unknown): string => {
      if (value === null || value === undefined) return '—';
      const counts = fn === 'count' || fn === 'countDistinct';
      if (field === 'visit.seconds' && !counts) return seconds(Number(value));
      if (field && !counts && typeof value === 'string') return words.moment(value);
      if (field && !counts) return sumText(field, value as Sum);
      return typeof value === 'number' ? number(value) : String(value);
    },
  };
}
