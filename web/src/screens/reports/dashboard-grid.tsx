import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { DashboardQuestion } from '@etapa/shared/reports/dashboard-question';
import { Box, Stack, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import ReactGridLayout, { type Layout, useContainerWidth } from 'react-grid-layout';
import { useTranslation } from 'react-i18next';
import 'react-grid-layout/css/styles.css';
import type { Dashboard, Widget } from '../../data/dashboards.ts';
import type { SavedReport } from '../../data/reports.ts';
import classes from './dashboard-grid.module.css';
import { DashboardWidget } from './dashboard-widget.tsx';
import { inPlace } from './dashboard-widgets.ts';

const ROW = 64;
const GAP = 16;

interface Props {
  dashboard: Dashboard;
  reports: SavedReport[];
  types: readonly EntityType[];
  question: DashboardQuestion;
  /** Whether it is the one kept with the dashboard. */
  isKept: boolean;
  onChange: (widgets: Widget[]) => void;
}

/** The widgets in their grid; who may change the dashboard drags them to their place and size, by mouse or by keys. */
export function DashboardGrid({ dashboard, reports, types, question, isKept, onChange }: Props) {
  const { t } = useTranslation('reports');
  const { width, containerRef, mounted } = useContainerWidth();
  const narrow = useMediaQuery('(max-width: 48em)') ?? false;
  const [told, setTold] = useState('');
  const widgets = inPlace(dashboard.widgets);
  const keep = (layout: Layout) => {
    const placed = widgets.map((widget, at) => {
      const place = layout.find(({ i }) => i === String(at));
      return place ? { ...widget, x: place.x, y: place.y, w: place.w, h: place.h } : widget;
    });
    if (JSON.stringify(placed) !== JSON.stringify(widgets)) onChange(placed);
  };
  const shown = widgets.map((widget, at) => {
    const report = reports.find(({ id }) => id === widget.report);
    return (
      <DashboardWidget
        // biome-ignore lint/suspicious/noArrayIndexKey: a report may stand here twice.
        key={at}
        widgets={widgets}
        at={at}
        report={report}
        type={types.find(({ key }) => key === report?.entityType)}
        question={question}
        isUnread={isKept && report !== undefined && dashboard.unread.includes(report.entityType)}
        height={widget.h * ROW + (widget.h - 1) * GAP - 72}
        mayChange={dashboard.mayChange}
        onChange={(next, place) => {
          onChange(next);
          const moved = next[place];
          if (moved)
            setTold(t('dashboards.told', { place: place + 1, count: next.length, width: moved.w, height: moved.h }));
        }}
      />
    );
  });
  return (
    <Box ref={containerRef}>
      <VisuallyHidden role="status">{told}</VisuallyHidden>
      {narrow ? (
        <Stack>{shown}</Stack>
      ) : (
        mounted && (
          <ReactGridLayout
            className={classes.grid}
            width={width}
            layout={widgets.map(({ x, y, w, h }, at) => ({ i: String(at), x, y, w, h, minW: 2, minH: 2 }))}
            gridConfig={{ cols: 12, rowHeight: ROW, margin: [GAP, GAP], containerPadding: [0, 0] }}
            dragConfig={{ enabled: dashboard.mayChange, handle: '[data-drag]' }}
            resizeConfig={{ enabled: dashboard.mayChange, handles: ['se'] }}
            onDragStop={(layout) => keep(layout)}
            onResizeStop={(layout) => keep(layout)}
          >
            {shown.map((widget, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place in the layout is its name.
              <div key={at}>{widget}</div>
            ))}
          </ReactGridLayout>
        )
      )}
    </Box>
  );
}
