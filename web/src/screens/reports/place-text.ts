import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Grouping } from '@etapa/shared/reports/query';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import type { ReportAnswer } from '../../data/reports.ts';
import type { Place } from './crossed.ts';

/** What a group is called: a stage, an option, a person, a month, a linked record, the others. */
export function usePlaceText(type: EntityType, answer: Pick<ReportAnswer, 'names'>) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  return (grouping: Grouping, { key, others }: Place): string => {
    if (others) return t('builder.othersRow');
    const name = typeof key === 'string' && !grouping.bucket ? answer.names[key] : undefined;
    return name ?? words.value(grouping, key);
  };
}
