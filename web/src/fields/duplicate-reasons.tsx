import type { DuplicateReason } from '@etapa/shared/api/duplicates';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';

/** Why two records may be one, in words: "Phone is the same", "Name in another spelling". */
export function useDuplicateReasons(type: EntityType): (reasons: readonly DuplicateReason[]) => string {
  const { t } = useTranslation('duplicates');
  const { label } = useFormats();
  return (reasons) => {
    const said = reasons.map(({ field, alike }) => {
      const name = label(type.fields.find(({ key }) => key === field)?.label ?? field);
      return t(`alike.${alike}`, { field: name });
    });
    return [...new Set(said)].join('; ');
  };
}
