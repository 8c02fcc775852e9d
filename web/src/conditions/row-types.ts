import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Option } from '@etapa/shared/fields/field';
import { DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import { rowFields, rowLink, rowsTarget } from '@etapa/shared/reports/dataset-fields';
import { DATASETS, type Dataset } from '@etapa/shared/reports/query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** What happens to records, as the log names it: what a condition on its rows offers. */
const EVENT_KINDS = [
  'record.created',
  'record.updated',
  'record.assigned',
  'record.moved',
  'record.deleted',
  'record.restored',
  'comment.added',
  'contact.logged',
  'task.created',
  'task.updated',
  'task.completed',
  'task.reopened',
  'task.overdue',
];

const KEYS: { [column: string]: readonly string[] } = {
  'task.status': ['open', 'done'],
  'task.priority': ['low', 'normal', 'high', 'urgent'],
  'task.timeliness': ['done', 'doneLate', 'open', 'overdue'],
  'event.kind': EVENT_KINDS,
  'contact.kind': ['call', 'meeting', 'email', 'visit', 'message'],
};

/**
 * The rows of every dataset of reports as types that a record leads to, their columns in the reader's words. Those words
 * are there where reports are: a board reads its conditions out without waiting for them.
 */
export function useRowTypes(type: EntityType): EntityType[] {
  const { i18n } = useTranslation('conditions');
  const { language } = i18n;
  const there = i18n.hasLoadedNamespace('reports');
  return useMemo(() => {
    const t = i18n.getFixedT(language, 'reports');
    const own = (key: string, otherwise: string) =>
      there && i18n.exists(key, { ns: 'reports' }) ? t(key as 'empty') : otherwise;
    const optionsOf = (column: string): Option[] | undefined => {
      if (column === 'visit.stage') {
        const stages = (type.funnels ?? []).flatMap((funnel) => funnel.stages);
        return stages.map(({ key, name }) => ({ key, label: name }));
      }
      if (column === 'visit.funnel') return (type.funnels ?? []).map(({ key, name }) => ({ key, label: name }));
      return KEYS[column]?.map((key) => ({
        key,
        label: own(`value.${column.replace('.', '_')}.${key.replaceAll('.', '_')}`, key),
      }));
    };
    return DATASETS.map((dataset): EntityType => {
      const names = Object.keys(DATASET_COLUMNS[dataset]);
      const fields = rowFields(dataset).map((field, at): Field => {
        const name = names[at] ?? '';
        return { ...field, label: own(`column.${name.replace('.', '_')}`, field.key), options: optionsOf(name) };
      });
      return { key: rowsTarget(dataset), name: dataset, titleField: '', fields };
    });
  }, [type, i18n, language, there]);
}

/** A type whose records lead to the rows of a dataset: what the filter of a report speaks of. */
export function withRows(type: EntityType, dataset: Dataset): EntityType {
  const link = rowLink(dataset);
  return link ? { ...type, fields: [link, ...type.fields.filter(({ key }) => key !== link.key)] } : type;
}
