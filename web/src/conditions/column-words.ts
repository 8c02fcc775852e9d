import { isSystemField } from '@etapa/shared/conditions/reference';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { RULE_ACTOR, SYSTEM_ACTOR } from '@etapa/shared/reports/actors';
import { DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import type { Grouping } from '@etapa/shared/reports/query';
import { useTranslation } from 'react-i18next';
import { usePersonNames } from '../fields/person-options.ts';
import { useFormats } from '../i18n/locale.tsx';
import { useWords } from './words.ts';

const COLUMNS = new Map(Object.values(DATASET_COLUMNS).flatMap((columns) => Object.entries(columns)));
type ColumnName = `column.${string}`;

/** Names and values of what reports group by, in the reader's words. */
export function useColumnWords(type: EntityType) {
  const { t, i18n } = useTranslation('reports');
  const formats = useFormats();
  const words = useWords(type);
  const personName = usePersonNames();
  const own = (key: string): string | undefined =>
    i18n.exists(key, { ns: 'reports' }) ? t(key as 'empty') : undefined;

  const actor = (key: string): string => {
    if (key === SYSTEM_ACTOR) return t('actor.system');
    return key.startsWith(RULE_ACTOR) ? t('actor.rule', { name: key.slice(RULE_ACTOR.length) }) : key;
  };
  const stageName = (key: string): string => {
    const stages = (type.funnels ?? []).flatMap((funnel) => funnel.stages);
    return formats.label(stages.find((stage) => stage.key === key)?.name ?? key);
  };
  return {
    /** Of a field, a system field or a column of a dataset. */
    name: (field: string): string => {
      const column: ColumnName = `column.${field.replace('.', '_')}`;
      return (
        (COLUMNS.has(field) ? own(column) : isSystemField(field) ? own(`system.${field}`) : undefined) ??
        words.field(field)
      );
    },
    /** A day or a moment, such as the latest of a group. */
    moment: (text: string): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? formats.date(text) : formats.dateTime(text)),
    value: ({ field, bucket }: Grouping, value: JsonValue): string => {
      if (value === null) return t('empty');
      const text = String(value);
      if (bucket) return formats.bucket(bucket, text);
      const kind = COLUMNS.get(field);
      if (kind === undefined) return plain(words.value(field, value));
      if (kind === 'user') return personName(text) ?? actor(text);
      if (kind === 'dateTime') return formats.dateTime(text);
      if (field === 'visit.stage') return stageName(text);
      if (field === 'visit.funnel') return formats.label(type.funnels?.find(({ key }) => key === text)?.name ?? text);
      return own(`value.${field.replace('.', '_')}.${text.replaceAll('.', '_')}`) ?? text;
    },
  };
}

/** Sentences put texts between quotation marks; a heading of its own needs none. */
const plain = (text: string): string => text.replace(/^“(.*)”$/su, '$1');
