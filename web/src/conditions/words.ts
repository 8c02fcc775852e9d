import { isSystemField, resolveField } from '@etapa/shared/conditions/reference';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../data/entity-types.ts';
import { durationText, spansOf } from '../fields/iso-duration.ts';
import { usePeopleOptions } from '../fields/person-options.ts';
import { useFormats } from '../i18n/locale.tsx';
import { schemaOf } from './choices.ts';
import type { Words } from './sentence.ts';

/** Words of the signed-in reader for conditions on records of a type. */
export function useWords(type: EntityType): Words {
  const { t } = useTranslation('conditions');
  const formats = useFormats();
  const types = useEntityTypes();
  const people = usePeopleOptions('').data;
  return useMemo(() => {
    const schema = schemaOf(type, types ?? []);
    const named = (name: string): string => {
      const reference = resolveField(name, schema);
      if (!reference) return name;
      if (reference.source.kind === 'system') return t(`system.${reference.source.field}`);
      const own = formats.label(reference.source.field.label);
      return reference.link ? `${formats.label(reference.link.label)} › ${own}` : own;
    };
    const valued = (name: string, value: JsonValue): string => {
      if (value === '$me' || value === '$myTeam' || value === '$now' || value === '$today') {
        return t(({ $me: 'me', $myTeam: 'myTeam', $now: 'now', $today: 'today' } as const)[value]);
      }
      if (typeof value === 'boolean') return t(value ? 'true' : 'false');
      const reference = resolveField(name, schema);
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
        const stages: Stage[] = (type.funnels ?? []).flatMap((funnel) => funnel.stages);
        if (source.field === '$stage') return formats.label(stages.find((stage) => stage.key === text)?.name ?? text);
        if (source.field === '$stageGroup' && (text === 'open' || text === 'won' || text === 'lost')) {
          return t(`group.${text}`);
        }
        if (source.field === '$funnel') {
          return formats.label(type.funnels?.find((funnel) => funnel.key === text)?.name ?? text);
        }
      }
      if (reference.family === 'user') return people?.find((person) => person.id === text)?.name ?? '…';
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
  }, [type, types, people, formats, t]);
}
