import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMerge, useUndoMerge } from '../../data/duplicates.ts';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { recordQuery } from '../../data/record.ts';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { mergeRows, pickedValues, type Side } from './merge-rows.ts';
import { MergeTable } from './merge-table.tsx';

const route = getRouteApi('/signed-in/p/$entityType/merge');

/** Two records side by side, to be made one. */
export function MergeScreen() {
  const { t } = useTranslation('duplicates');
  const { entityType } = route.useParams();
  const { one = 0, other = 0 } = route.useSearch();
  const type = useEntityType(entityType);
  const first = useQuery(recordQuery(entityType, one));
  const second = useQuery(recordQuery(entityType, other));
  return (
    <Page title={t('mergeTitle')} lead={t('mergeLead')} width={980}>
      <ProblemNotice error={first.error ?? second.error} />
      {type && first.data && second.data ? (
        <MergeForm key={`${first.data.id} ${second.data.id}`} type={type} records={[first.data, second.data]} />
      ) : (
        !first.error && !second.error && <RowsSkeleton />
      )}
    </Page>
  );
}

function MergeForm({ type, records }: { type: EntityType; records: [RecordView, RecordView] }) {
  const { t } = useTranslation('duplicates');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const merge = useMerge(type.key);
  const undo = useUndoMerge();
  const [staying, setStaying] = useState<Side>(0);
  const [picked, setPicked] = useState<{ [field: string]: Side }>({});
  const survivor = records[staying];
  const lost = records[staying === 0 ? 1 : 0];
  const rows = mergeRows(type, records, staying);
  const open = (number: number) =>
    navigate({ to: '/p/$entityType/records/$number', params: { entityType: type.key, number: String(number) } });
  const submit = () =>
    merge.mutate(
      {
        id: survivor.id,
        with: lost.id,
        version: survivor.version,
        withVersion: lost.version,
        doc: pickedValues(rows, records, picked),
      },
      {
        onSuccess: ({ mergeId, record }) => {
          void open(record.number);
          const id = `merge-${mergeId}`;
          notifications.show({
            id,
            autoClose: 10_000,
            message: (
              <Group justify="space-between">
                <Text size="sm">{t('merged')}</Text>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => {
                    notifications.hide(id);
                    undo.mutate(mergeId, { onSuccess: () => notifications.show({ message: t('unmerged') }) });
                  }}
                >
                  {t('undo')}
                </Button>
              </Group>
            ),
          });
        },
      },
    );
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('staying')}
        description={t('stayingLead')}
        value={String(staying)}
        onChange={(value) => setStaying(value === '1' ? 1 : 0)}
      >
        <Group gap="lg" mt="xs">
          {records.map((record, side) => (
            <Radio key={record.id} value={String(side)} label={`${record.title} #${record.number}`} />
          ))}
        </Group>
      </Radio.Group>
      <MergeTable
        type={type}
        records={records}
        rows={rows}
        picked={picked}
        onPick={(field, side) => setPicked((before) => ({ ...before, [field]: side }))}
      />
      <Text size="sm" c="dimmed">
        {t('kept')}
      </Text>
      <ProblemNotice error={merge.error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => void open(survivor.number)}>
          {common('cancel')}
        </Button>
        <Button onClick={submit} loading={merge.isPending}>
          {t('mergeNow')}
        </Button>
      </Group>
    </Stack>
  );
}
