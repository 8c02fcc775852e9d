import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { reportQuery } from '../../data/reports.ts';
import { Panel } from '../../ui/panel.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { asPictured } from './analysis-model.ts';
import { ExportMenu } from './export-menu.tsx';
import { ReportPicture } from './report-picture.tsx';

/** One question and its answer as a table. */
export function QueryPanel({ title, type, query }: { title: string; type: EntityType; query: ReportQuery }) {
  const { t } = useTranslation('reports');
  const shown = useRef<HTMLDivElement>(null);
  const picture = query.groupBy?.length === 2 ? 'pivot' : 'table';
  const answer = useQuery(reportQuery(asPictured(query, picture)));
  return (
    <Panel
      title={title}
      aside={
        <ExportMenu
          entityType={type.key}
          name={title}
          report={{ report: 'query', query, crossed: picture === 'pivot' }}
          shown={shown}
        />
      }
    >
      <div ref={shown}>
        <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isPending && !answer.error && <RowsSkeleton rows={4} />}
        {answer.data?.rows.length === 0 && <Text c="dimmed">{t('workload.nothing')}</Text>}
        {answer.data && answer.data.rows.length > 0 && (
          <ReportPicture answer={answer.data} query={query} type={type} picture={picture} />
        )}
      </div>
    </Panel>
  );
}
