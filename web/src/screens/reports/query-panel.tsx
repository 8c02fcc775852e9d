import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { reportQuery } from '../../data/reports.ts';
import { Panel } from '../../ui/panel.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { withRecords } from './analysis-model.ts';
import { AnalysisRows } from './analysis-rows.tsx';

/** One question and its answer as a table. */
export function QueryPanel({ title, type, query }: { title: string; type: EntityType; query: ReportQuery }) {
  const { t } = useTranslation('reports');
  const answer = useQuery(reportQuery(withRecords(query)));
  return (
    <Panel title={title}>
      <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />
      {answer.isPending && !answer.error && <RowsSkeleton rows={4} />}
      {answer.data?.rows.length === 0 && <Text c="dimmed">{t('workload.nothing')}</Text>}
      {answer.data && answer.data.rows.length > 0 && <AnalysisRows answer={answer.data} query={query} type={type} />}
    </Panel>
  );
}
