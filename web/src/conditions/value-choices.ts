import type { FieldReference } from '@etapa/shared/conditions/reference';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../data/entity-types.ts';
import { usePeopleOptions } from '../fields/person-options.ts';
import { useFormats } from '../i18n/locale.tsx';

export interface ValueChoice {
  value: string;
  label: string;
}

/** A closed set of values with their labels, or null where anything may be typed. */
export function useValueChoices(type: EntityType, reference: FieldReference): ValueChoice[] | null {
  const { t } = useTranslation('conditions');
  const { label } = useFormats();
  const types = useEntityTypes();
  const { source, family, link } = reference;
  const people = usePeopleOptions('', family === 'user').data;
  if (family === 'user') {
    return [
      { value: '$me', label: t('me') },
      { value: '$myTeam', label: t('myTeam') },
      ...(people ?? []).map((person) => ({ value: person.id, label: person.name })),
    ];
  }
  if (source.kind === 'system') {
    const holder = link ? types?.find(({ key }) => key === link.target) : type;
    const funnels = holder?.funnels ?? [];
    switch (source.field) {
      case '$stageGroup':
        return (['open', 'won', 'lost'] as const).map((value) => ({ value, label: t(`group.${value}`) }));
      case '$funnel':
        return funnels.map((funnel) => ({ value: funnel.key, label: label(funnel.name) }));
      case '$stage':
        return stageChoices(funnels, label);
      default:
        return null;
    }
  }
  const { kind, options } = source.field;
  if (kind !== 'select' && kind !== 'multiSelect') return null;
  return (options ?? []).map((option) => ({ value: option.key, label: label(option.label) }));
}

/** Stages by key; those of several funnels that are called alike say whose they are. */
function stageChoices(funnels: readonly Funnel[], label: (text: Funnel['name']) => string): ValueChoice[] {
  const stages = funnels.flatMap((funnel) =>
    funnel.stages.map(({ key, name }) => ({ value: key, label: label(name), funnel: label(funnel.name) })),
  );
  const unique = new Map(stages.map((stage) => [stage.value, stage]));
  return [...unique.values()].map(({ value, label: name, funnel }) => {
    const alike = [...unique.values()].filter((other) => other.label === name).length > 1;
    return { value, label: alike ? `${funnel} › ${name}` : name };
  });
}

/** The type whose records a link is compared with. */
export const linkTarget = ({ source }: FieldReference): string | undefined =>
  source.kind === 'field' && (source.field.kind === 'link' || source.field.kind === 'links')
    ? source.field.target
    : undefined;
