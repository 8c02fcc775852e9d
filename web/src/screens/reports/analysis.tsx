import { Group, Paper, Select, Skeleton } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type ReportQuery, reportQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import {
  BUCKETS,
  type Bucket,
  FNS,
  type Fn,
  groupableFields,
  isTime,
  numericFields,
  SYSTEM_GROUPS,
} from './analysis-model.ts';
import { AnalysisRows } from './analysis-rows.tsx';

const process = getRouteApi('/signed-in/p/$entityType');

/** Counts and sums of records by any field, as a table with bars. */
export function Analysis() {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const [field, setField] = useState<string | null>(null);
  const [bucket, setBucket] = useState<Bucket>('month');
  const [fn, setFn] = useState<Fn>('count');
  const [of, setOf] = useState<string | null>(null);

  const hasFunnel = Boolean(type?.funnels?.length);
  const group = field ?? (hasFunnel ? '$stage' : '$createdAt');
  const time = type ? isTime(type, group) : false;
  const numeric = type ? numericFields(type) : [];
  const measured = fn === 'count' ? undefined : (of ?? numeric[0]?.key);
  const asked: ReportQuery = {
    dataset: 'records',
    entityType: type && (fn === 'count' || measured) ? entityType : '',
    groupBy: [{ field: group, ...(time ? { bucket } : {}) }],
    measures: [{ fn, ...(measured ? { field: measured } : {}) }],
    limit: 200,
  };
  const query = useQuery(reportQuery(asked));
  const groups = [
    ...SYSTEM_GROUPS.filter((name) => hasFunnel || name === '$owner' || name === '$createdAt').map((value) => ({
      value: value as string,
      label: t(`system.${value}`),
    })),
    ...(type ? groupableFields(type) : []).map((one) => ({ value: one.key, label: label(one.label) })),
  ];
  if (!type) return <Skeleton height={400} m="lg" />;

  return (
    <Page title={t('analysisTitle')} lead={t('analysisLead')} width={960}>
      <Group gap="sm" align="flex-end">
        <Select
          label={t('measure')}
          allowDeselect={false}
          w={190}
          value={fn}
          onChange={(next) => setFn(FNS.find((one) => one === next) ?? 'count')}
          data={FNS.filter((one) => one === 'count' || numeric.length > 0).map((value) => ({
            value,
            label: t(`fn.${value}`),
          }))}
        />
        {fn !== 'count' && (
          <Select
            label={t('ofField')}
            allowDeselect={false}
            w={190}
            value={measured ?? null}
            onChange={setOf}
            data={numeric.map((one) => ({ value: one.key, label: label(one.label) }))}
          />
        )}
        <Select
          label={t('groupBy')}
          allowDeselect={false}
          searchable
          w={210}
          value={group}
          onChange={setField}
          data={groups}
        />
        {time && (
          <Select
            label={t('bucket')}
            allowDeselect={false}
            w={120}
            value={bucket}
            onChange={(next) => setBucket(BUCKETS.find((one) => one === next) ?? 'month')}
            data={BUCKETS.map((value) => ({ value, label: t(`buckets.${value}`) }))}
          />
        )}
      </Group>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && !query.error && <RowsSkeleton />}
      {query.data?.rows.length === 0 && <Empty icon={<IconChartBar />} title={t('noRows')} />}
      {query.data && query.data.rows.length > 0 && (
        <Paper withBorder p="md" style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <AnalysisRows
            answer={query.data}
            type={type}
            group={group}
            groupName={groups.find((one) => one.value === group)?.label ?? group}
            bucket={time ? bucket : null}
            measure={
              measured
                ? `${t(`fn.${fn}`)}: ${label(type.fields.find((one) => one.key === measured)?.label)}`
                : t('fn.count')
            }
            field={fn === 'countDistinct' ? undefined : measured}
          />
        </Paper>
      )}
    </Page>
  );
}
