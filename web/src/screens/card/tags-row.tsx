import type { RecordView } from '@etapa/shared/api/records';
import { Badge, Group, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useChangeRecord } from '../../data/record-writes.ts';
import classes from './card.module.css';

/** Words that people and rules put on a record. */
export function TagsRow({ record, editable }: { record: RecordView; editable: boolean }) {
  const { t } = useTranslation('card');
  const change = useChangeRecord(record.entityType);
  const tags = change.isPending ? (change.variables?.tags ?? record.tags) : record.tags;
  if (!editable && tags.length === 0) return null;
  return (
    <div className={classes.field} data-field="$tags">
      <div className={classes.label}>{t('tags')}</div>
      {editable ? (
        <TagsInput
          size="xs"
          aria-label={t('tags')}
          placeholder={tags.length === 0 ? t('tagsHint') : undefined}
          acceptValueOnBlur
          value={[...tags]}
          onChange={(next) => change.mutate({ id: record.id, tags: next })}
        />
      ) : (
        <Group gap={4}>
          {tags.map((tag) => (
            <Badge key={tag} variant="light" color="gray" tt="none" c="var(--mantine-color-text)">
              {tag}
            </Badge>
          ))}
        </Group>
      )}
      <ProblemNotice error={change.error} />
    </div>
  );
}
