import type { EntityType } from '@etapa/shared/definition/entity-type';
import { BUCKETS, DATASETS, type Grouping, type Measure, type ReportQuery } from '@etapa/shared/reports/query';
import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import { FNS, groupChoices, grouping, isTime, measuredChoices, ofDataset } from './analysis-model.ts';
import { FilterButton } from './report-filter.tsx';

interface Props {
  type: EntityType;
  query: ReportQuery;
  onChange: (query: ReportQuery) => void;
}

/** What is asked: rows of what, measured how, by which groups. Only what can be answered is offered. */
export function AnalysisControls({ type, query, onChange }: Props) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  const { dataset } = query;
  const groups = query.groupBy ?? [];
  const [measure = { fn: 'count' as const } as Measure] = query.measures;
  const measured = measuredChoices(type, dataset);
  const named = (names: string[]) => names.map((value) => ({ value, label: words.name(value) }));
  const setMeasure = (next: Measure) => onChange({ ...query, measures: [next], sort: undefined });
  const setGroup = (at: number, next: Grouping | null) =>
    onChange({
      ...query,
      sort: undefined,
      groupBy: next ? groups.with(at, next) : groups.filter((_, index) => index !== at),
    });
  const datasets = DATASETS.filter((name) => name !== 'stageVisits' || type.funnels?.length);
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={t('builder.dataset')}
        allowDeselect={false}
        w={170}
        value={dataset}
        onChange={(next) => onChange(ofDataset(type, query, DATASETS.find((one) => one === next) ?? 'records'))}
        data={datasets.map((value) => ({ value, label: t(`builder.datasets.${value}`) }))}
      />
      <Select
        label={t('measure')}
        allowDeselect={false}
        w={170}
        value={measure.fn}
        onChange={(next) => {
          const fn = FNS.find((one) => one === next) ?? 'count';
          const field = measure.field ?? measured[0];
          setMeasure(fn === 'count' || field === undefined ? { fn: 'count' } : { fn, field });
        }}
        data={FNS.filter((fn) => fn === 'count' || measured.length > 0).map((fn) => ({
          value: fn,
          label: t(fn === 'count' && dataset !== 'records' ? 'fn.countRows' : `fn.${fn}`),
        }))}
      />
      {measure.field !== undefined && (
        <Select
          label={t('ofField')}
          allowDeselect={false}
          w={170}
          value={measure.field}
          onChange={(field) => field && setMeasure({ ...measure, field })}
          data={named(measured)}
        />
      )}
      {[...groups, ...(groups.length < 2 ? [null] : [])].map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second group are places.
        <Group key={at} gap={4} wrap="nowrap" align="flex-end">
          <Select
            label={t(at === 0 ? 'groupBy' : 'builder.thenBy')}
            allowDeselect={at > 0}
            clearable={at > 0}
            searchable
            w={190}
            placeholder={at > 0 ? t('builder.noGroup') : undefined}
            value={group?.field ?? null}
            onChange={(field) => setGroup(at, field === null ? null : grouping(type, dataset, field))}
            data={named(
              groupChoices(type, dataset).filter(
                (name) => name === group?.field || !groups.some((one) => one.field === name),
              ),
            )}
          />
          {group && isTime(type, group.field, dataset) && (
            <Select
              label={t('bucket')}
              allowDeselect={false}
              w={110}
              value={group.bucket ?? 'month'}
              onChange={(next) => setGroup(at, { ...group, bucket: BUCKETS.find((one) => one === next) ?? 'month' })}
              data={BUCKETS.map((value) => ({ value, label: t(`buckets.${value}`) }))}
            />
          )}
        </Group>
      ))}
      <FilterButton type={type} filter={query.filter} onChange={(filter) => onChange({ ...query, filter })} />
    </Group>
  );
}
