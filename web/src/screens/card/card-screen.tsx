import { Box, Skeleton, Stack } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEntityType } from '../../data/entity-types.ts';
import { isProblem } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { recordQuery } from '../../data/record.ts';
import { neighbourInWalk } from '../../data/walk.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import classes from './card.module.css';
import { Card } from './card.tsx';
import { RecordTools } from './record-tools.tsx';

const route = getRouteApi('/signed-in/p/$entityType/records/$number');

/** A record alone on the page. */
export function CardScreen() {
  const { entityType, number } = route.useParams();
  const { label } = useFormats();
  const navigate = useNavigate();
  const type = useEntityType(entityType);
  const { data: record, error, refetch } = useQuery(recordQuery(entityType, number));
  const step = (by: 1 | -1) => {
    const next = record && neighbourInWalk(entityType, record.number, by);
    if (next) void navigate({ to: '/p/$entityType/records/$number', params: { entityType, number: String(next) } });
  };
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
  ]);
  const notice = error && <ProblemNotice error={error} onRetry={() => void refetch()} />;
  // What could not be read anew stays, and what is being typed with it; what is not there any more does not.
  if (notice && (!record || isProblem(error, 'not_found'))) {
    return <Page title={`${label(type?.name)} #${number}`.trim()}>{notice}</Page>;
  }
  return (
    <div className={classes.page}>
      {notice && <Box p="lg">{notice}</Box>}
      {type && record ? (
        <Card
          key={record.id}
          type={type}
          record={record}
          tools={
            <RecordTools
              record={record}
              onDeleted={() => void navigate({ to: '/p/$entityType', params: { entityType } })}
            />
          }
        />
      ) : (
        <CardSkeleton />
      )}
    </div>
  );
}

export function CardSkeleton() {
  return (
    <Stack p="lg" gap="md">
      <Skeleton height={28} width="50%" />
      <Skeleton height={30} />
      <RowsSkeleton rows={6} height={34} />
    </Stack>
  );
}
