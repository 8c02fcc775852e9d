import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asText, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

/** Given by the server when the record is made, and never changed. */
function AutonumberEditor({ value, input }: EditorProps) {
  const { t } = useTranslation('fields');
  return <TextInput {...input} readOnly variant="filled" value={asText(value)} placeholder={t('givenOnSave')} />;
}

function AutonumberDisplay({ value }: DisplayProps) {
  return <span>{asText(value)}</span>;
}

export const autonumber: FieldView = { Editor: AutonumberEditor, Display: AutonumberDisplay };
