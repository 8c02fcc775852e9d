import { Box } from '@mantine/core';
import { getRouteApi, Link, Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import classes from './reports.module.css';

const process = getRouteApi('/signed-in/p/$entityType');

/** Reports in the order managers ask for them; `true`: only of a process with a funnel. */
const REPORTS = [
  ['/p/$entityType/reports/funnel', 'funnel', true],
  ['/p/$entityType/reports/flow', 'flow', true],
  ['/p/$entityType/reports/norms', 'norms', true],
  ['/p/$entityType/reports/forecast', 'forecast', true],
  ['/p/$entityType/reports/outcomes', 'outcomes', true],
  ['/p/$entityType/reports/workload', 'workload', false],
  ['/p/$entityType/reports/query', 'query', false],
] as const;

/** The reports of a process: a line to choose one, and the one chosen. */
export function Reports() {
  const { t } = useTranslation('reports');
  const { entityType } = process.useParams();
  const type = useEntityType(entityType);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const line = useRef<HTMLElement>(null);
  const isKnown = type !== undefined;
  useEffect(() => {
    // On a phone the line is longer than the screen: the report that is open is in sight in it.
    const chosen = isKnown && path !== '' ? line.current?.querySelector('[aria-current="page"]') : null;
    chosen?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path, isKnown]);
  if (!type) return <Outlet />;
  const hasFunnel = Boolean(type.funnels?.length);
  const shown = REPORTS.filter(([, , needsFunnel]) => hasFunnel || !needsFunnel);
  if (/\/reports\/?$/.test(path)) {
    return <Navigate to={shown[0]?.[0] ?? '/p/$entityType/reports/query'} params={{ entityType }} replace />;
  }
  return (
    <>
      <Box ref={line} component="nav" className={classes.reports} aria-label={t('reports.label')}>
        {shown.map(([to, name]) => (
          <Link
            key={name}
            to={to}
            params={{ entityType }}
            className={classes.report}
            activeOptions={{ includeSearch: false }}
          >
            {t(`reports.${name}`)}
          </Link>
        ))}
      </Box>
      <Outlet />
    </>
  );
}
