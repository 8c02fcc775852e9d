import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asText, type EditorProps } from '../view.ts';

/** Given by the server when the record is made, and never changed. */
export function AutonumberEditor({ value, input }: EditorProps) {
  const { t } = useTranslation('fields');
  return <TextInput {...input} readOnly variant="filled" value={asText(value)} placeholder={t('givenOnSave')} />;
}
