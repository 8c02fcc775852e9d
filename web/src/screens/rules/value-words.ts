import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { Step } from '@etapa/shared/rules/rule';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../conditions/words.ts';
import { useEntityTypes } from '../../data/entity-types.ts';
import { teamsQuery } from '../../data/people.ts';
import { usePersonNames } from '../../fields/person-options.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { OWNER } from '../../rules/owner.ts';
import { asObject, asText, asTexts, linkedType } from './parameters/parameter-props.ts';

/** People a step names: the owner, someone by name, or the formula itself. */
export function useWho() {
  const { t } = useTranslation('rules');
  const personName = usePersonNames();
  const one = (id: unknown): string => {
    if (id === OWNER) return t('do.owner');
    // Nobody has been named yet.
    if (typeof id !== 'string') return '…';
    return personName(id) ?? id;
  };
  return (given: unknown): string => (Array.isArray(given) ? given.map(one).join(', ') : one(given));
}

/** Someone, or one of several in turn, by load or by rules. */
export function useAssignmentWords() {
  const { t } = useTranslation('rules');
  const who = useWho();
  const pooled = useQuery({ ...teamsQuery, retry: false }).data;
  return (to: unknown): string => {
    if (typeof to !== 'object' || to === null) return who(to);
    const { pool, by } = asObject(to);
    const team = pooled?.find(({ id }) => id === pool)?.name;
    const among = team ?? (typeof pool === 'string' ? t('assign.aTeam') : who(asTexts(pool)));
    if (by === 'rules') return t('do.assignRules');
    return by === 'leastLoaded' ? t('do.assignLeast', { among }) : t('do.assignTurn', { among });
  };
}

/** The stage that a step moves to. */
export function usePlaceWords() {
  const { label } = useFormats();
  return (type: EntityType | undefined, { stage, funnel }: { readonly [name: string]: unknown }): string => {
    const funnels = type?.funnels?.filter(({ key }) => funnel === undefined || key === funnel) ?? [];
    const found = funnels.flatMap(({ stages }) => stages).find(({ key }) => key === stage);
    return label(found?.name) || asText(stage) || '…';
  };
}

/** Values that steps set, and things they name, as the reader calls them. */
export function useValueWords(type: EntityType) {
  const { t } = useTranslation('rules');
  const { label, number } = useFormats();
  const words = useWords(type);
  const types = useEntityTypes() ?? [];
  const change = (field: string, value: unknown, shown: (value: JsonValue) => string) =>
    t('do.setOne', {
      field,
      value:
        value === null ? t('do.nothing') : String(value).startsWith('=') ? String(value) : shown(value as JsonValue),
    });
  const moment = (until: string): string => (until.startsWith('=') ? until : words.field(until));
  return {
    moment,
    changes: (set: unknown): string =>
      Object.entries(asObject(set))
        .map(([field, value]) => change(words.field(field), value, (given) => words.value(field, given)))
        .join(', ') || '…',
    typeNamed: (key: string): { name: string } => ({
      name: label(types.find((other) => other.key === key)?.name) || key || '…',
    }),
    linkedTo: (via: string): EntityType | undefined => linkedType(via, type, types),
    via: (via: string): string => {
      const [other, far] = via.split('.');
      const linking = types.find(({ key }) => far !== undefined && key === other);
      return linking ? label(linking.namePlural ?? linking.name) : words.field(via) || '…';
    },
    linkedChanges: (via: string, set: unknown): string => {
      const other = linkedType(via, type, types);
      return Object.entries(asObject(set))
        .map(([key, value]) => {
          const field = other?.fields.find((one) => one.key === key);
          const option = field?.options?.find((one) => one.key === value);
          return change(label(field?.label) || key, value, (given) =>
            option ? label(option.label) : plain(given, number),
          );
        })
        .join(', ');
    },
    product: (step: Step): string =>
      asText(step.name) || (asText(step.product).startsWith('=') ? asText(step.product) : t('do.aProduct')),
    tags: (step: Step): string =>
      [...asTexts(step.tags), ...(asText(step.tag) ? [asText(step.tag)] : [])].join(', ') || '…',
    mode: (mode: unknown): string => {
      const count = asObject(mode).atLeast;
      if (typeof count === 'number') return t('do.mode.atLeast', { count });
      return mode === 'any' ? t('do.mode.any') : mode === 'sequence' ? t('do.mode.sequence') : t('do.mode.all');
    },
  };
}

const plain = (value: JsonValue, number: (value: number) => string): string =>
  typeof value === 'number' ? number(value) : typeof value === 'string' ? value : JSON.stringify(value);
