import { useFormats } from '../i18n/locale.tsx';
import { FIELD_EDITORS } from './editors.ts';
import type { EditorProps, InputSettings } from './view.ts';

interface Props extends Omit<EditorProps, 'input'> {
  required?: boolean;
  error?: string;
  /** The label is written elsewhere: it is only spoken here. */
  bare?: boolean;
  more?: InputSettings;
}

/** The editor of a field's kind, with its label, help, mark and error. */
export function FieldEditor({ field, required, error, bare, more, ...rest }: Props) {
  const { label } = useFormats();
  const name = label(field.label);
  const Editor = FIELD_EDITORS[field.kind];
  const help = label(field.help);
  const input: InputSettings = {
    ...(bare ? { 'aria-label': name } : { label: name, description: help || undefined }),
    withAsterisk: required,
    error,
    ...more,
  };
  return <Editor field={field} {...rest} input={input} />;
}
