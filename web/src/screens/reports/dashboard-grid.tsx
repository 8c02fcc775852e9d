import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Grid, Menu, Skeleton, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconArrowsHorizontal, IconDots, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Dashboard, Widget } from '../../data/dashboards.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { reportQuery, type SavedReport } from '../../data/reports.ts';
import { Panel } from '../../ui/panel.tsx';
import { withRecords } from './analysis-model.ts';
import { BehindType } from './behind.tsx';
import { inPlace, moved, resized, without } from './dashboard-widgets.ts';
import { ReportPicture } from './report-picture.tsx';

interface Props {
  dashboard: Dashboard;
  reports: SavedReport[];
  types: readonly EntityType[];
  onChange: (widgets: Widget[]) => void;
}

/** The widgets in their grid; who may change the dashboard moves, widens and removes them. */
export function DashboardGrid({ dashboard, reports, types, onChange }: Props) {
  const { t } = useTranslation('reports');
  const widgets = inPlace(dashboard.widgets);
  return (
    <Grid gap="md" align="stretch">
      {widgets.map((widget, at) => {
        const report = reports.find(({ id }) => id === widget.report);
        const type = types.find(({ key }) => key === report?.entityType);
        const menu = dashboard.mayChange && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('dashboards.widget', { name: report?.name ?? '' })}
              >
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconArrowLeft size={14} />}
                disabled={at === 0}
                onClick={() => onChange(moved(widgets, at, at - 1))}
              >
                {t('dashboards.earlier')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowRight size={14} />}
                disabled={at === widgets.length - 1}
                onClick={() => onChange(moved(widgets, at, at + 1))}
              >
                {t('dashboards.later')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowsHorizontal size={14} />}
                onClick={() => onChange(resized(widgets, at, 1))}
              >
                {t('dashboards.wider')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowsHorizontal size={14} />}
                onClick={() => onChange(resized(widgets, at, -1))}
              >
                {t('dashboards.narrower')}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={14} />}
                onClick={() => onChange(without(widgets, at))}
              >
                {t('dashboards.takeAway')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a report may stand here twice.
          <Grid.Col key={`${widget.report} ${at}`} span={{ base: 12, md: widget.w }}>
            <Panel title={report?.name ?? t('dashboards.gone')} aside={menu}>
              {report && type ? (
                <Answer report={report} type={type} />
              ) : (
                <Text c="dimmed">{t('dashboards.goneLead')}</Text>
              )}
            </Panel>
          </Grid.Col>
        );
      })}
    </Grid>
  );
}

function Answer({ report, type }: { report: SavedReport; type: EntityType }) {
  const answer = useQuery(reportQuery(withRecords(report.query)));
  if (answer.error) return <ProblemNotice error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton height={240} />;
  return (
    <BehindType value={type.key}>
      <ReportPicture answer={answer.data} query={report.query} type={type} picture={report.picture} height={260} />
    </BehindType>
  );
}
