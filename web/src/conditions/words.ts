import { isSystemField, resolveField } from '@etapa/shared/conditions/reference';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { datasetOf, rowLink } from '@etapa/shared/reports/dataset-fields';
import { DATASETS } from '@etapa/shared/reports/query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../data/entity-types.ts';
import { durationText, spansOf } from '../fields/iso-duration.ts';
import { usePersonNames } from '../fields/person-options.ts';
import { useFormats } from '../i18n/locale.tsx';
import { schemaOf } from './choices.ts';
import { useRowTypes } from './row-types.ts';
import type { Words } from './sentence.ts';

/** Words of the signed-in reader for conditions on records of a type. */
export function useWords(type: EntityType): Words {
  const { t } = useTranslation('conditions');
  const formats = useFormats();
  const types = useEntityTypes();
  const personName = usePersonNames();
  const rowTypes = useRowTypes(type);
  return useMemo(() => {
    const known = [...(types ?? []), ...rowTypes];
    const own = schemaOf(type, known);
    // Names of a report's rows are known wherever a condition is read out.
    const rows = { ...own, fields: DATASETS.flatMap((dataset) => rowLink(dataset) ?? []) };
    const find = (name: string) => resolveField(name, own) ?? resolveField(name, rows);
    const named = (name: string): string => {
      const reference = find(name);
      if (!reference) return name;
      if (reference.source.kind === 'system') {
        const system = t(`system.${reference.source.field}`);
        return reference.link ? `${formats.label(reference.link.label)} › ${system}` : system;
      }
      const own = formats.label(reference.source.field.label);
      return reference.link && !datasetOf(reference.link.target ?? '')
        ? `${formats.label(reference.link.label)} › ${own}`
        : own;
    };
    const valued = (name: string, value: JsonValue): string => {
      if (value === '$me' || value === '$myTeam' || value === '$now' || value === '$today') {
        return t(({ $me: 'me', $myTeam: 'myTeam', $now: 'now', $today: 'today' } as const)[value]);
      }
      if (typeof value === 'boolean') return t(value ? 'true' : 'false');
      const reference = find(name);
      if (typeof value === 'number') {
        return reference?.source.kind === 'field' && reference.source.field.kind === 'money'
          ? formats.money(value, reference.source.field.currency)
          : formats.number(value);
      }
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      if (!reference) return text;
      if (spansOf(text)) return durationText(text, formats.language);
      const { source } = reference;
      if (isSystemField(source.field as string)) {
        const { link } = reference;
        const funnels = (link ? types?.find(({ key }) => key === link.target) : type)?.funnels ?? [];
        const stages: Stage[] = funnels.flatMap((funnel) => funnel.stages);
        if (source.field === '$stage') return formats.label(stages.find((stage) => stage.key === text)?.name ?? text);
        if (source.field === '$stageGroup' && (text === 'open' || text === 'won' || text === 'lost')) {
          return t(`group.${text}`);
        }
        if (source.field === '$funnel') {
          return formats.label(funnels.find((funnel) => funnel.key === text)?.name ?? text);
        }
      }
      if (reference.family === 'user') return personName(text) || '…';
      if (reference.family === 'date') return formats.date(text);
      if (reference.family === 'dateTime') {
        return /^\d{4}-\d\d-\d\d$/.test(text) ? formats.date(text) : formats.dateTime(text);
      }
      if (source.kind === 'field') {
        const option = source.field.options?.find((candidate) => candidate.key === text);
        if (option) return formats.label(option.label);
      }
      return reference.family === 'text' ? `“${text}”` : text;
    };
    return {
      field: named,
      value: valued,
      t: (key, parts) => t(key, { field: '', value: '', from: '', to: '', inner: '', ...parts }),
    };
  }, [type, types, rowTypes, personName, formats, t]);
}
