import type { TimelineEntry } from '@etapa/shared/api/timeline';
import { useTranslation } from 'react-i18next';
import classes from './card.module.css';

/** An approval in the history: what was asked of whom, or what was decided, with what each has said to it. */
export function TimelineApproval({ entry: { kind, data } }: { entry: TimelineEntry }) {
  const { t } = useTranslation('card');
  if (kind === 'approval.requested') {
    const names = listed(data.people).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
    return (
      <>
        <div>{t('did.approvalAsked')}</div>
        <div className={classes.comment}>
          {[typeof data.text === 'string' ? data.text : '', names.join(', ')].filter(Boolean).join(' → ')}
        </div>
      </>
    );
  }
  return (
    <>
      <div>{t(data.decision === 'reject' ? 'did.rejected' : 'did.approved')}</div>
      {listed(data.decisions).map(({ userId, name, comment }) =>
        typeof comment === 'string' && comment !== '' ? (
          <div key={String(userId)} className={classes.comment}>
            {name ? `${name}: ` : ''}
            {comment}
          </div>
        ) : null,
      )}
    </>
  );
}

/** The objects of a list in an event; what is none is left out. */
const listed = (value: unknown): { [name: string]: unknown }[] =>
  Array.isArray(value) ? value.filter((one) => one !== null && typeof one === 'object') : [];
