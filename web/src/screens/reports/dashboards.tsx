import type { EntityType } from '@etapa/shared/definition/entity-type';
import { askedOn } from '@etapa/shared/reports/dashboard-question';
import { Button, Group, Menu, Select, Skeleton, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLayoutDashboard, IconMail, IconPlus, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dashboard, dashboardsQuery, useChangeDashboard } from '../../data/dashboards.ts';
import { useEntityTypes } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type SavedReport, savedReportsQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { DashboardControls } from './dashboard-controls.tsx';
import { DashboardForm } from './dashboard-form.tsx';
import { DashboardGrid } from './dashboard-grid.tsx';
import { appended } from './dashboard-widgets.ts';
import { KeptButtons } from './kept-buttons.tsx';
import { Schedules } from './schedules.tsx';

const route = getRouteApi('/signed-in/dashboards');

/** Saved reports side by side, over all processes. */
export function Dashboards() {
  const { t } = useTranslation('reports');
  const search = route.useSearch();
  const { id, own, ...asked } = search;
  const { label, today } = useFormats();
  const navigate = useNavigate({ from: '/dashboards' });
  const dashboards = useQuery(dashboardsQuery);
  const reports = useQuery(savedReportsQuery()).data;
  const types = useEntityTypes();
  const [scheduling, { open: showSchedules, close: hideSchedules }] = useDisclosure(false);
  const change = useChangeDashboard();
  const [form, setForm] = useState<'new' | 'edit'>('new');
  const [opened, { open, close }] = useDisclosure(false);
  const shown = dashboards.data?.find((one) => one.id === id) ?? dashboards.data?.[0];
  const isOwn = own === true || Object.values(asked).some((value) => value !== undefined);
  const question = isOwn || !shown ? asked : askedOn(shown.question, today());
  const show = (which: 'new' | 'edit') => {
    setForm(which);
    open();
  };
  return (
    <Page
      title={shown?.name ?? t('dashboards.title')}
      lead={t('dashboards.lead')}
      width={1400}
      actions={
        <Group gap="xs">
          {(dashboards.data?.length ?? 0) > 1 && (
            <Select
              aria-label={t('dashboards.title')}
              w={220}
              allowDeselect={false}
              value={shown?.id ?? null}
              onChange={(next) => void navigate({ search: { ...(isOwn ? search : {}), id: next ?? undefined } })}
              data={dashboards.data?.map((one) => ({ value: one.id, label: one.name })) ?? []}
            />
          )}
          {shown?.mayChange && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <Button variant="default" leftSection={<IconPlus size={16} />}>
                  {t('dashboards.add')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
                {reports?.map((report) => (
                  <Menu.Item
                    key={report.id}
                    onClick={() => change.mutate({ id: shown.id, widgets: appended(shown.widgets, report.id) })}
                  >
                    {report.name} · {label(types?.find(({ key }) => key === report.entityType)?.name)}
                  </Menu.Item>
                ))}
                {reports?.length === 0 && <Menu.Label>{t('dashboards.noReports')}</Menu.Label>}
              </Menu.Dropdown>
            </Menu>
          )}
          {shown?.mayChange && (
            <Button variant="default" leftSection={<IconSettings size={16} />} onClick={() => show('edit')}>
              {t('dashboards.edit')}
            </Button>
          )}
          <Button leftSection={<IconPlus size={16} />} onClick={() => show('new')}>
            {t('dashboards.new')}
          </Button>
        </Group>
      }
    >
      <ProblemNotice error={dashboards.error ?? change.error} onRetry={() => void dashboards.refetch()} />
      {dashboards.isPending && !dashboards.error && <Skeleton height={320} />}
      {dashboards.data?.length === 0 && (
        <Empty icon={<IconLayoutDashboard />} title={t('dashboards.none')}>
          {t('dashboards.noneLead')}
        </Empty>
      )}
      {shown && types && reports && (
        <Stack>
          <Group gap="xs" align="flex-end">
            <DashboardControls
              types={typesOn(shown, reports, types)}
              question={question}
              onChange={(next) => void navigate({ search: { ...question, ...next, id, own: true }, replace: true })}
            >
              <Button variant="default" leftSection={<IconMail size={16} />} onClick={showSchedules}>
                {t('schedule.open')}
              </Button>
              <KeptButtons
                dashboard={shown}
                question={question}
                isOwn={isOwn}
                isKeeping={change.isPending}
                onKeep={(kept) => {
                  change.mutate({ id: shown.id, question: kept });
                  void navigate({ search: { id }, replace: true });
                }}
                onBack={() => void navigate({ search: { id }, replace: true })}
              />
            </DashboardControls>
          </Group>
          {shown.widgets.length === 0 && (
            <Empty icon={<IconLayoutDashboard />} title={t('dashboards.empty')}>
              {t('dashboards.emptyLead')}
            </Empty>
          )}
          <DashboardGrid
            dashboard={shown}
            reports={reports}
            types={types}
            question={question}
            isKept={!isOwn}
            onChange={(widgets) => change.mutate({ id: shown.id, widgets })}
          />
        </Stack>
      )}
      {scheduling && shown && <Schedules of={{ dashboardId: shown.id }} onClose={hideSchedules} />}
      {opened && <DashboardForm dashboard={form === 'edit' ? shown : undefined} onClose={close} />}
    </Page>
  );
}

/** The types that what stands on a dashboard is about, each once. */
function typesOn(dashboard: Dashboard, reports: SavedReport[], types: readonly EntityType[]): EntityType[] {
  const shown = new Set(dashboard.widgets.map(({ report }) => report));
  const keys = new Set(reports.filter(({ id }) => shown.has(id)).map(({ entityType }) => entityType));
  return types.filter(({ key }) => keys.has(key));
}
