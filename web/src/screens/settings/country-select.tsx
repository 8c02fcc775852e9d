import { countries } from '@etapa/shared/fields/country';
import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useFormats } from '../../i18n/locale.tsx';

/** A country by its name in the reader's language, kept by ISO 3166 alpha-2. */
export function CountrySelect(props: Omit<SelectProps, 'data'>) {
  const { language } = useFormats();
  const data = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'region' });
    return countries()
      .map((value) => ({ value, label: names.of(value) ?? value }))
      .sort((left, right) => left.label.localeCompare(right.label, language));
  }, [language]);
  return <Select searchable limit={300} data={data} {...props} />;
}
