import type { Behind } from '@etapa/shared/api/behind';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBehindWords } from '../../conditions/behind-words.ts';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { reportRowsQuery } from '../../data/report-rows.ts';
import { useWalk } from '../../data/walk.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { ExportMenu } from './export-menu.tsx';
import { RowsTable } from './rows-table.tsx';

const route = getRouteApi('/signed-in/p/$entityType/reports/rows');

/** The list of what a figure counts, where that is not records. */
export function ReportRows() {
  const { t } = useTranslation('reports');
  const { entityType } = route.useParams();
  const { behind } = route.useSearch();
  const type = useEntityType(entityType);
  if (!type) return null;
  if (behind) return <Rows type={type} behind={behind} />;
  return (
    <Page title={t('rows.label')}>
      <Text>{t('rows.none')}</Text>
    </Page>
  );
}

/** The visits, tasks, events or contacts that a figure counts, one by one: as many as it says. */
function Rows({ type, behind }: { type: EntityType; behind: Behind }) {
  const { t } = useTranslation('reports');
  const { number } = useFormats();
  const words = useBehindWords(type);
  const shown = useRef<HTMLDivElement>(null);
  const pages = useInfiniteQuery(reportRowsQuery(type.key, behind));
  const [first] = pages.data?.pages ?? [];
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  useWalk(type.key, () => [...new Set(rows.map(({ record }) => record.number))]);
  const total = first?.total ?? rows.length;
  const left = total - rows.length;
  const title =
    first && first.dataset !== 'records'
      ? t(`rows.title.${first.dataset}`, { count: total, formatted: number(total) })
      : t('rows.label');
  return (
    <Page
      title={title}
      lead={words(behind)}
      actions={
        first && (
          <>
            <ButtonLink
              variant="default"
              to="/p/$entityType/table"
              params={{ entityType: type.key }}
              search={{ behind }}
            >
              {t('rows.records')}
            </ButtonLink>
            <ExportMenu
              entityType={type.key}
              name={`${type.key} ${first.dataset}`}
              report={{ report: 'rows', entityType: type.key, behind }}
              shown={shown}
            />
          </>
        )
      }
    >
      {pages.error && <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton height={320} />}
      {first && rows.length === 0 && <Text c="dimmed">{t('rows.empty')}</Text>}
      {first && rows.length > 0 && (
        <Stack gap="sm">
          <div ref={shown}>
            <RowsTable
              type={type}
              answer={first}
              names={pages.data?.pages.map(({ names }) => names) ?? []}
              rows={rows}
            />
          </div>
          {left > 0 && (
            <Group>
              <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('rows.more', { count: left, formatted: number(left) })}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Page>
  );
}
