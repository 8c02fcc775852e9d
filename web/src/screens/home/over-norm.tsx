import { Badge, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage, type PublishedType } from '../../data/entity-types.ts';
import { recordsQuery } from '../../data/records.ts';
import { useBoardClock } from '../../fields/board-clock.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { EntityIcon } from '../../ui/entity-icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { overNormFilter } from './over-norm-filter.ts';

const SHOWN = 8;

/** My cards that have stood in their stage for too long, the longest first, by process. */
export function OverNorm({ types }: { types: PublishedType[] | undefined }) {
  const { t } = useTranslation('home');
  const { relative, label } = useFormats();
  const clock = useBoardClock(...(types ?? []));
  const asked = useMemo(
    () =>
      (types ?? []).flatMap((type) => {
        const filter = overNormFilter(type, clock);
        return filter ? [{ type, filter }] : [];
      }),
    [types, clock],
  );
  const answers = useQueries({
    queries: asked.map(({ type, filter }) => ({
      ...recordsQuery(type.key, { filter, sort: '$stageEnteredAt', limit: SHOWN }),
      placeholderData: keepPreviousData,
    })),
  });
  const waiting = !types || answers.some((answer) => answer.isPending);
  const late = answers.flatMap((answer, at) => {
    const type = asked[at]?.type;
    return type ? (answer.data?.items ?? []).map((record) => ({ type, record })) : [];
  });
  return (
    <Panel title={t('overNorm')}>
      {waiting && <RowsSkeleton rows={3} height={28} />}
      {!waiting && late.length === 0 && <Text c="dimmed">{t('noOverNorm')}</Text>}
      <Stack gap={8}>
        {late.map(({ type, record }) => (
          <Group key={record.id} gap="sm" wrap="nowrap">
            <EntityIcon name={type.icon} color={type.color} size={16} />
            <RecordLink entityType={type.key} number={record.number} c="inherit" lh="24px" flex={1} miw={0} truncate>
              {record.title || `#${record.number}`}
            </RecordLink>
            <Badge variant="light" color="orange" tt="none" fw={500}>
              {label(findStage(type, record.funnel, record.stage)?.name)}
            </Badge>
            {record.stageEnteredAt && (
              <Text size="sm" c="dimmed" style={{ flexShrink: 0 }}>
                {relative(record.stageEnteredAt)}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
