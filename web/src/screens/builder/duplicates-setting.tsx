import type { Field } from '@etapa/shared/definition/entity-type';
import { DUPLICATE_CHECKS } from '@etapa/shared/fields/field';
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** How a field tells duplicates; only texts hold names. */
export function DuplicatesSetting({ field, onPut }: { field: Field; onPut: (check: string | null) => void }) {
  const { t } = useTranslation('duplicates');
  const fitting = DUPLICATE_CHECKS.filter((check) => field.kind === 'text' || check === 'off' || check === 'value');
  return (
    <Select
      label={t('setting')}
      allowDeselect={false}
      data={[
        { value: 'auto', label: t('check.auto') },
        ...fitting.map((check) => ({ value: check, label: t(`check.${check}`) })),
      ]}
      value={field.duplicates ?? 'auto'}
      onChange={(next) => onPut(next === 'auto' ? null : next)}
    />
  );
}
