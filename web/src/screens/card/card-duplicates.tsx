import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { comparedFields } from '@etapa/shared/duplicates/checks';
import { Alert, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { duplicatesOfQuery, mergesQuery, useDifferent, useUndoMerge } from '../../data/duplicates.ts';
import { useProblemText } from '../../data/problem-notice.tsx';
import { may, useMe } from '../../data/session.ts';
import { DuplicateNotice } from '../../fields/duplicate-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';

interface Props {
  type: EntityType;
  record: RecordView;
}

/** What a card may be a duplicate of, and what was merged into it. */
export function CardDuplicates({ type, record }: Props) {
  const { t } = useTranslation('duplicates');
  const me = useMe();
  const compared = comparedFields(type).length > 0;
  const { data = [] } = useQuery({ ...duplicatesOfQuery(record), enabled: compared });
  const different = useDifferent(type.key);
  const editor = may(me, 'update', type.key);
  const merger = editor && may(me, 'delete', type.key);
  return (
    <>
      <DuplicateNotice
        type={type}
        duplicates={data}
        title={t('noticeCard')}
        actions={(duplicate) => (
          <Group gap={6}>
            {merger && (
              <Button
                size="compact-xs"
                variant="default"
                renderRoot={(props) => (
                  <Link
                    {...props}
                    to="/p/$entityType/merge"
                    params={{ entityType: type.key }}
                    search={{ one: record.number, other: duplicate.record.number }}
                  />
                )}
              >
                {t('merge')}
              </Button>
            )}
            {editor && (
              <Button
                size="compact-xs"
                variant="subtle"
                loading={different.isPending}
                onClick={() => different.mutate({ ids: [record.id, duplicate.record.id], different: true })}
              >
                {t('different')}
              </Button>
            )}
          </Group>
        )}
      />
      {merger && <Merged record={record} />}
    </>
  );
}

function Merged({ record }: { record: RecordView }) {
  const { t } = useTranslation('duplicates');
  const { relative } = useFormats();
  const problem = useProblemText();
  const { data = [] } = useQuery(mergesQuery(record));
  const undo = useUndoMerge();
  if (data.length === 0) return null;
  return (
    <Alert color="gray" variant="light" p="xs">
      {data.map((merge) => (
        <Group key={merge.id} gap="xs">
          <Text size="sm">
            {t('mergedFrom', { title: `${merge.lostTitle} #${merge.lostNumber}` })}{' '}
            <Text span size="xs" c="dimmed">
              {[merge.mergedByName, relative(merge.mergedAt)].filter(Boolean).join(' · ')}
            </Text>
          </Text>
          <Button
            size="compact-xs"
            variant="subtle"
            loading={undo.isPending}
            onClick={() =>
              undo.mutate(merge.id, {
                onSuccess: () => notifications.show({ message: t('unmerged') }),
                onError: (error) => notifications.show({ color: 'red', message: problem(error).title }),
              })
            }
          >
            {t('undo')}
          </Button>
        </Group>
      ))}
    </Alert>
  );
}
