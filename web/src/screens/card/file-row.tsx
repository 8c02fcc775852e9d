import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../data/problem-notice.tsx';
import { useChangeRecord } from '../../data/record-writes.ts';
import { FieldEditor } from '../../fields/field-editor.tsx';
import { asTexts } from '../../fields/view.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './card.module.css';

interface Props {
  type: EntityType;
  field: Field;
  record: RecordView;
  required: boolean;
  wanted: boolean;
}

/** Files of a card: dropped here at any time, each kept at once. */
export function FileRow({ type, field, record, required, wanted }: Props) {
  const { t } = useTranslation('card');
  const { label } = useFormats();
  const problem = useProblemText();
  const change = useChangeRecord(type.key);
  const stored = record.doc[field.key];
  // Sending takes its time: what others added meanwhile stays.
  const latest = useRef(stored);
  useEffect(() => {
    latest.current = stored;
  }, [stored]);
  const save = (next: JsonValue | undefined) => {
    const value =
      field.kind === 'files' ? withChanges(asTexts(stored), asTexts(next), asTexts(latest.current)) : (next ?? null);
    change.mutate({ id: record.id, doc: { [field.key]: value } });
  };
  const why = change.error ? problem(change.error) : null;
  return (
    <div className={classes.field} data-wide={field.kind === 'files' || undefined} data-field={field.key}>
      <div className={classes.label}>
        {label(field.label)}
        {required && (
          <span aria-hidden className={classes.required}>
            {' *'}
          </span>
        )}
        {wanted && <span className={classes.wanted}>{t('wanted')}</span>}
      </div>
      <FieldEditor
        field={field}
        value={stored}
        onChange={save}
        doc={record.doc}
        required={required}
        error={why ? (why.detail ?? why.title) : undefined}
        bare
        more={{ size: 'xs' }}
      />
    </div>
  );
}

/** What was added to and taken from `before`, done to `now`; null when nothing is left. */
function withChanges(before: string[], after: string[], now: string[]): string[] | null {
  const gone = before.filter((id) => !after.includes(id));
  const added = after.filter((id) => !before.includes(id) && !now.includes(id));
  const files = [...now.filter((id) => !gone.includes(id)), ...added];
  return files.length > 0 ? files : null;
}
