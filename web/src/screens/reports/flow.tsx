import { rangeOf } from '@etapa/shared/reports/periods';
import { Box, Group, Skeleton, Slider, Stack, Text } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Suspense, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { flowQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { fetched } from '../../ui/fetched.ts';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AsOf } from './as-of.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FlowLegend } from './flow-legend.tsx';
import { commonSteps, namesOf, stepsAlong } from './flow-model.ts';
import { FlowSteps } from './flow-steps.tsx';
import { FlowVariants } from './flow-variants.tsx';
import { ReportControls, type ReportSearch } from './report-controls.tsx';
import { FilterWords } from './report-filter.tsx';

const FlowCanvas = fetched(async () => (await import('../../canvas/flow-canvas.tsx')).FlowCanvas);
const process = getRouteApi('/signed-in/p/$entityType');
const route = getRouteApi('/signed-in/p/$entityType/reports/flow');

/** What really happened, drawn over the designed funnel: steps, how often and how long, and the ways records took. */
export function Flow() {
  const { t } = useTranslation('reports');
  const { label, number } = useFormats();
  const { entityType } = process.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/p/$entityType/reports/flow' });
  const type = useEntityType(entityType);
  const funnel = type?.funnels?.find((one) => one.key === search.funnel) ?? type?.funnels?.[0];
  const range = rangeOf(search);
  const query = useQuery(
    flowQuery(entityType, funnel?.key ?? '', {
      ...range,
      filter: search.filter,
      owner: search.owner,
      team: search.team,
    }),
  );
  const flow = query.data;
  const [kept, setKept] = useState(100);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const shown = chosen && flow?.variants.some(({ path }) => path.join('\n') === chosen.join('\n')) ? chosen : null;
  const map = useRef<HTMLDivElement>(null);
  const drawn = useRef<HTMLDivElement>(null);
  const show = (path: string[] | null) => {
    setChosen(path);
    if (path) map.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  };
  const edges = useMemo(() => {
    const steps = flow?.edges ?? [];
    return [...new Set([...commonSteps(steps, kept / 100), ...stepsAlong(steps, shown)])];
  }, [flow, kept, shown]);
  const change = (next: ReportSearch) => void navigate({ search: next, replace: true });

  if (!type) return <Skeleton height={400} m="lg" />;
  if (!funnel) return <Empty icon={<IconRoute />} title={t('noFunnel')} />;
  const { filter, owner, team } = search;
  const behind = { report: 'flow' as const, funnel: funnel.key, ...range, filter, owner, team };
  const open = (part: { stage?: string; edge?: string[] }) =>
    void navigate({ to: '/p/$entityType/table', params: { entityType }, search: { behind: { ...behind, ...part } } });
  return (
    <Page
      title={t('flow.title', { name: label(funnel.name) })}
      lead={t('flow.lead')}
      actions={
        <>
          <ReportControls type={type} funnel={funnel.key} search={search} onChange={change} />
          <ExportMenu
            entityType={entityType}
            name={label(funnel.name)}
            report={{ report: 'flow', entityType, funnel: funnel.key, ...range, filter, owner, team }}
            shown={drawn}
          />
        </>
      }
    >
      <FilterWords type={type} filter={filter} onChange={(next) => change({ ...search, filter: next })} />
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      {!flow && !query.error && <Skeleton height={420} />}
      {flow?.records === 0 && (
        <Empty icon={<IconRoute />} title={t('nothing')}>
          {t('nothingLead')}
        </Empty>
      )}
      {flow && flow.records > 0 && (
        <Stack ref={drawn} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <AsOf at={flow.asOf} />
          <Box ref={map}>
            <Panel
              title={t('flow.map')}
              aside={
                <Group gap="xs" wrap="nowrap">
                  <Text size="sm" c="dimmed">
                    {t('flow.share')}
                  </Text>
                  <Slider
                    w={160}
                    min={10}
                    step={5}
                    value={kept}
                    onChange={setKept}
                    label={(value) => `${value} %`}
                    thumbLabel={t('flow.share')}
                  />
                </Group>
              }
            >
              <Suspense fallback={<Skeleton height={420} />}>
                <FlowCanvas
                  funnel={funnel}
                  nodes={flow.nodes}
                  edges={edges}
                  path={shown}
                  onStage={(stage) => open({ stage })}
                  onStep={(from, to) => open({ edge: [from, to] })}
                />
              </Suspense>
              <FlowLegend designed={funnel.transitions !== 'free'} />
            </Panel>
          </Box>
          <Panel
            title={t('flow.variants')}
            aside={
              <Text size="sm" c="dimmed">
                {t('flow.variantCount', { count: flow.variantCount, formatted: number(flow.variantCount) })}
              </Text>
            }
          >
            <FlowVariants flow={flow} funnel={funnel} behind={behind} shown={shown} onShow={show} />
          </Panel>
          <Panel title={t('flow.steps')}>
            <FlowSteps edges={flow.edges} names={namesOf(funnel, label)} funnel={funnel} behind={behind} />
          </Panel>
        </Stack>
      )}
    </Page>
  );
}
