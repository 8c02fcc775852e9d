import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import { usePersonNames } from '../../fields/person-options.ts';
import { useFormats } from '../../i18n/locale.tsx';

/** What lanes are called. */
export function useLaneNames(type: EntityType, laneBy: string | undefined): (value: string | null) => string {
  const { t } = useTranslation('board');
  const { t: fields } = useTranslation('fields');
  const { label } = useFormats();
  const field = type.fields.find(({ key }) => key === laneBy);
  const personal = laneBy === '$owner' || field?.kind === 'user';
  const personName = usePersonNames(personal);
  return (value) => {
    if (value === null) return personal ? t('nobody') : t('noValue');
    if (personal) return personName(value) ?? fields('unknownPerson');
    const option = field?.options?.find(({ key }) => key === value);
    return option ? label(option.label) : value;
  };
}
