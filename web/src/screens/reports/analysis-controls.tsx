import type { EntityType } from '@etapa/shared/definition/entity-type';
import { DATASETS, type Grouping, type Measure, type ReportQuery } from '@etapa/shared/reports/query';
import { Button, Group, Paper, Select, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEntityTypes } from '../../data/entity-types.ts';
import { ofDataset, tidy } from './analysis-model.ts';
import { GroupChoice } from './group-choice.tsx';
import { MeasureChoice } from './measure-choice.tsx';
import { OrderChoice } from './order-choice.tsx';
import { FilterButton } from './report-filter.tsx';

interface Props {
  type: EntityType;
  query: ReportQuery;
  onChange: (query: ReportQuery) => void;
}

const MOST_GROUPS = 3;
const MOST_MEASURES = 4;

/** What is asked: rows of what, measured how, by which groups. Only what can be answered is offered. */
export function AnalysisControls({ type, query, onChange }: Props) {
  const { t } = useTranslation('reports');
  const types = useEntityTypes() ?? [];
  const { dataset, measures } = query;
  const groups = query.groupBy ?? [];
  const change = (next: Partial<ReportQuery>) => onChange(tidy({ ...query, ...next }));
  const setMeasure = (at: number, next: Measure) => change({ measures: measures.with(at, next) });
  const setGroup = (at: number, next: Grouping | null) =>
    change({ groupBy: next ? [...groups.slice(0, at), next, ...groups.slice(at + 1)] : groups.toSpliced(at, 1) });
  const datasets = DATASETS.filter((name) => name !== 'stageVisits' || type.funnels?.length);
  const free = nextMeasure(measures);
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('builder.question')}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <Select
            label={t('builder.dataset')}
            allowDeselect={false}
            w={170}
            value={dataset}
            onChange={(next) =>
              onChange(ofDataset(type, query, DATASETS.find((one) => one === next) ?? 'records', types))
            }
            data={datasets.map((value) => ({ value, label: t(`builder.datasets.${value}`) }))}
          />
          {measures.map((measure, at) => (
            <MeasureChoice
              // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second measure are places.
              key={at}
              type={type}
              types={types}
              dataset={dataset}
              measure={measure}
              onChange={(next) => setMeasure(at, next)}
              onRemove={measures.length > 1 ? () => change({ measures: measures.toSpliced(at, 1) }) : undefined}
            />
          ))}
          {measures.length < MOST_MEASURES && free && (
            <Button
              variant="subtle"
              size="compact-sm"
              mb={6}
              leftSection={<IconPlus size={14} />}
              onClick={() => change({ measures: [...measures, free] })}
            >
              {t('builder.addMeasure')}
            </Button>
          )}
        </Group>
        <Group gap="sm" align="flex-end">
          {Array.from({ length: Math.min(groups.length + 1, MOST_GROUPS) }, (_, at) => (
            <GroupChoice
              // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second group are places.
              key={at}
              type={type}
              types={types}
              query={query}
              at={at}
              onChange={(next) => setGroup(at, next)}
            />
          ))}
          <OrderChoice type={type} types={types} query={query} onChange={onChange} />
          <FilterButton
            type={type}
            dataset={dataset}
            filter={query.filter}
            onChange={(filter) => onChange({ ...query, filter })}
          />
        </Group>
      </Stack>
    </Paper>
  );
}

/** A measure to begin with that is not there yet; undefined where none is easily found. */
function nextMeasure(measures: readonly Measure[]): Measure | undefined {
  const candidates: Measure[] = [
    { fn: 'count' },
    { fn: 'countDistinct', field: '$id' },
    { fn: 'countDistinct', field: '$owner' },
  ];
  return candidates.find(({ fn, field }) => !measures.some((one) => one.fn === fn && one.field === field));
}
