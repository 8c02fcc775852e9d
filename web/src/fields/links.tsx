import { Fragment } from 'react';
import { RecordName } from './record-name.tsx';
import { asTexts, type DisplayProps, type FieldView } from './view.ts';

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

export const links: FieldView = { Display: LinksDisplay };
