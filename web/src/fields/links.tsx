import { Fragment } from 'react';
import { RecordName } from './record-name.tsx';
import { RecordPicker } from './record-picker.tsx';
import { asTexts, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function LinksEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  return (
    <RecordPicker
      entityType={field.target ?? ''}
      value={asTexts(value)}
      onChange={(ids) => onChange(orEmpty(ids))}
      onBlur={onBlur}
      input={input}
    />
  );
}

function LinksDisplay({ field, value, titles, compact }: DisplayProps) {
  return (
    <span>
      {asTexts(value).map((id, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <RecordName entityType={field.target ?? ''} id={id} title={titles?.[id]} plain={compact} />
        </Fragment>
      ))}
    </span>
  );
}

export const links: FieldView = { Editor: LinksEditor, Display: LinksDisplay };
