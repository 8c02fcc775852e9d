import type { RecordView } from '@etapa/shared/api/records';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useChangeRecord } from '../../data/record-writes.ts';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { PersonPicker } from '../../fields/person-picker.tsx';
import classes from './card.module.css';

/** Who looks after the record. */
export function OwnerRow({ record, editable }: { record: RecordView; editable: boolean }) {
  const { t } = useTranslation('card');
  const change = useChangeRecord(record.entityType);
  return (
    <div className={classes.field} data-field="$owner">
      <div className={classes.label}>{t('owner')}</div>
      {editable ? (
        <PersonPicker
          value={record.ownerId}
          onChange={(ownerId) => change.mutate({ id: record.id, ownerId })}
          input={{ 'aria-label': t('owner'), size: 'xs', placeholder: t('nobody'), disabled: change.isPending }}
        />
      ) : (
        record.ownerId && <PersonBadge id={record.ownerId} name={record.ownerName ?? undefined} />
      )}
      <ProblemNotice error={change.error} />
    </div>
  );
}
