import type { RecordView } from '@etapa/shared/api/records';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useMe } from '../../data/session.ts';
import classes from './card.module.css';
import { CommentForm } from './comment-form.tsx';
import { ContactForm } from './contact-form.tsx';

/** Where one writes on a record: a comment to colleagues, or the log of a contact with the client. */
export function Composer({ record }: { record: RecordView }) {
  const { t } = useTranslation('contacts');
  const me = useMe();
  const [writing, setWriting] = useState<'comment' | 'contact'>('comment');
  if (record.deletedAt !== null || !may(me, 'update', record.entityType)) {
    return (
      <div className={classes.noPrint}>
        <CommentForm record={record} />
      </div>
    );
  }
  return (
    <div className={classes.noPrint}>
      <SegmentedControl
        size="xs"
        mb={6}
        aria-label={t('what')}
        data={[
          { value: 'comment', label: t('comment') },
          { value: 'contact', label: t('log') },
        ]}
        value={writing}
        onChange={(next) => setWriting(next === 'contact' ? 'contact' : 'comment')}
      />
      {writing === 'comment' ? (
        <CommentForm record={record} />
      ) : (
        <ContactForm record={record} onLogged={() => setWriting('comment')} />
      )}
    </div>
  );
}
