import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/locale.tsx';
import { useRuleForm } from '../rule-form-context.ts';

/** Fields that hold an e-mail address: the record's own, and those of what it links to. */
export function useAddressesOffered(): { value: string; label: string }[] {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const { type, types } = useRuleForm();
  const mail = (fields: typeof type.fields) => fields.filter(({ kind, retired }) => kind === 'email' && !retired);
  const own = mail(type.fields).map((field) => ({
    value: `= ${field.key}`,
    label: t('fieldPerson', { field: label(field.label) }),
  }));
  const linked = type.fields
    .filter(({ kind, retired }) => kind === 'link' && !retired)
    .flatMap((link) =>
      mail(types.find(({ key }) => key === link.target)?.fields ?? []).map((field) => ({
        value: `= ${link.key}.${field.key}`,
        label: t('fieldPerson', { field: `${label(link.label)} › ${label(field.label)}` }),
      })),
    );
  return [...own, ...linked];
}
