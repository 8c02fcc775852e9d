import { comparedFields } from '@etapa/shared/duplicates/checks';
import { Box, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams, useRouterState, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { carried, isRecordsScreen } from '../conditions/records-search.ts';
import { useEntityType, useEntityTypes } from '../data/entity-types.ts';
import { may, useMe } from '../data/session.ts';
import { viewsQuery } from '../data/views.ts';
import { useFormats } from '../i18n/locale.tsx';
import { EntityIcon } from '../ui/entity-icon.tsx';
import { fetched } from '../ui/fetched.ts';
import { NotFound } from './outcomes.tsx';
import classes from './process.module.css';

const CardPanel = fetched(async () => (await import('../screens/card/card-panel.tsx')).CardPanel);

const TABS = [
  ['/p/$entityType', 'board', true],
  ['/p/$entityType/table', 'table', false],
  ['/p/$entityType/calendar', 'calendar', false],
  ['/p/$entityType/workload', 'workload', true],
  ['/p/$entityType/reports', 'report', false],
  ['/p/$entityType/rules', 'rules', false],
  ['/p/$entityType/funnel', 'funnel', true],
  ['/p/$entityType/design', 'design', false],
  ['/p/$entityType/duplicates', 'duplicates', false],
  ['/p/$entityType/import', 'import', false],
] as const;

/** Screens of their own of what is found within the design. */
const OF_DESIGN = /^\/p\/[^/]+\/(rules|new-rule|funnel)(\/|$)/;

/** One process: its name and views above the screen chosen. */
export function Process() {
  const { t } = useTranslation('shell');
  const { label } = useFormats();
  const me = useMe();
  const { entityType } = useParams({ from: '/signed-in/p/$entityType' });
  const { card } = useSearch({ strict: false });
  const types = useEntityTypes();
  const type = useEntityType(entityType);
  const tabs = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const address = useRouterState({ select: (state) => state.location.search as Record<string, unknown> });
  const views = useQuery(viewsQuery(entityType)).data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address marks another tab.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path, type]);
  if (types && !type) return <NotFound />;
  const hasFunnel = Boolean(type?.funnels?.length);
  const designs = may(me, 'design', entityType);
  const open = {
    duplicates: type !== undefined && comparedFields(type).length > 0,
    import: may(me, 'create', entityType),
    design: designs,
    // Who designs finds them within the design, to see and to change.
    rules: !designs,
    funnel: !designs,
  };
  const shown = TABS.filter(
    ([, name, needsFunnel]) => (hasFunnel || !needsFunnel) && (!(name in open) || open[name as keyof typeof open]),
  );
  return (
    <div className={classes.process}>
      <Group className={classes.head} gap="lg" wrap="nowrap">
        <Group gap={8} wrap="nowrap" className={classes.name}>
          <EntityIcon name={type?.icon} color={type?.color} size={20} />
          <Text fw={600} size="lg" component="span">
            {label(type?.namePlural ?? type?.name)}
          </Text>
        </Group>
        <nav ref={tabs} className={classes.tabs} aria-label={t('tab.label')}>
          {shown.map(([to, name]) => (
            <Link
              key={name}
              to={to}
              params={{ entityType }}
              search={isRecordsScreen(name) ? carried(address, views) : {}}
              className={classes.tab}
              aria-current={name === 'design' && OF_DESIGN.test(path) ? 'page' : undefined}
              activeOptions={{ exact: name === 'board', includeSearch: false }}
            >
              {t(`tab.${name}`)}
            </Link>
          ))}
        </nav>
      </Group>
      <Box className={classes.screen}>
        <Outlet />
      </Box>
      {card !== undefined && (
        <Suspense>
          <CardPanel entityType={entityType} number={card} />
        </Suspense>
      )}
    </div>
  );
}
