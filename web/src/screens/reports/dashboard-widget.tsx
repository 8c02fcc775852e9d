import type { EntityType } from '@etapa/shared/definition/entity-type';
import { askable, type DashboardQuestion, narrowedQuery } from '@etapa/shared/reports/dashboard-question';
import { ActionIcon, Group, Menu, Skeleton, Text } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsHorizontal,
  IconArrowsVertical,
  IconDots,
  IconGripVertical,
  IconTrash,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { schemaOf } from '../../conditions/choices.ts';
import type { Widget } from '../../data/dashboards.ts';
import { useEntityTypes } from '../../data/entity-types.ts';
import { useKeptReport } from '../../data/kept-reports.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import type { SavedReport } from '../../data/reports.ts';
import { Panel } from '../../ui/panel.tsx';
import { asPictured } from './analysis-model.ts';
import { AsOf } from './as-of.tsx';
import { BehindType } from './behind.tsx';
import classes from './dashboard-grid.module.css';
import { grown, moved, resized, without } from './dashboard-widgets.ts';
import { ReportPicture } from './report-picture.tsx';

interface Props {
  widgets: Widget[];
  at: number;
  /** Undefined for one that is gone, or that the reader may not see. */
  report: SavedReport | undefined;
  type: EntityType | undefined;
  question: DashboardQuestion;
  /** Whether the dashboard's condition for this type asks for what the reader may not read. */
  isUnread: boolean;
  /** Of what it shows, in pixels. */
  height: number;
  mayChange: boolean;
  /** @param at where the widget is then */
  onChange: (widgets: Widget[], at: number) => void;
}

/** One report of a dashboard, with the ways to place it. */
export function DashboardWidget({ widgets, at, report, type, question, isUnread, height, mayChange, onChange }: Props) {
  const { t } = useTranslation('reports');
  const name = report?.name ?? '';
  const earlier = () => at > 0 && onChange(moved(widgets, at, at - 1), at - 1);
  const later = () => at < widgets.length - 1 && onChange(moved(widgets, at, at + 1), at + 1);
  const wider = (by: 1 | -1) => onChange(resized(widgets, at, by), at);
  const taller = (by: 1 | -1) => onChange(grown(widgets, at, by), at);
  const keys: { [key: string]: () => unknown } = {
    ArrowLeft: earlier,
    ArrowUp: earlier,
    ArrowRight: later,
    ArrowDown: later,
    'Shift ArrowRight': () => wider(1),
    'Shift ArrowLeft': () => wider(-1),
    'Shift ArrowDown': () => taller(1),
    'Shift ArrowUp': () => taller(-1),
  };
  const press = (event: KeyboardEvent) => {
    const act = keys[event.shiftKey ? `Shift ${event.key}` : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const aside = mayChange && (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        data-drag
        className={classes.handle}
        aria-label={t('dashboards.drag', { name })}
        title={t('dashboards.dragHelp')}
        onKeyDown={press}
      >
        <IconGripVertical size={16} />
      </ActionIcon>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('dashboards.widget', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowLeft size={14} />} disabled={at === 0} onClick={earlier}>
            {t('dashboards.earlier')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowRight size={14} />} disabled={at === widgets.length - 1} onClick={later}>
            {t('dashboards.later')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowsHorizontal size={14} />} onClick={() => wider(1)}>
            {t('dashboards.wider')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowsHorizontal size={14} />} onClick={() => wider(-1)}>
            {t('dashboards.narrower')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowsVertical size={14} />} onClick={() => taller(1)}>
            {t('dashboards.taller')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowsVertical size={14} />} onClick={() => taller(-1)}>
            {t('dashboards.lower')}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} />}
            onClick={() => onChange(without(widgets, at), 0)}
          >
            {t('dashboards.takeAway')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
  return (
    <Panel title={report?.name ?? t('dashboards.gone')} aside={aside}>
      {report && type ? (
        <Answer report={report} type={type} question={question} isUnread={isUnread} height={height} />
      ) : (
        <Text c="dimmed">{t('dashboards.goneLead')}</Text>
      )}
    </Panel>
  );
}

function Answer({
  report,
  type,
  question,
  isUnread,
  height,
}: {
  report: SavedReport;
  type: EntityType;
  question: DashboardQuestion;
  isUnread: boolean;
  height: number;
}) {
  const { t } = useTranslation('reports');
  const types = useEntityTypes() ?? [];
  const { question: asked, not } = askable(report.query, question, schemaOf(type, types));
  const query = narrowedQuery(report.query, asked);
  const answer = useKeptReport(asPictured(query, report.picture));
  const problem = <ProblemNotice error={answer.error} onRetry={answer.retry} />;
  if (answer.error && !answer.data) return problem;
  if (!answer.data) return <Skeleton height={Math.max(120, height)} />;
  return (
    <BehindType value={type.key}>
      {(isUnread || not) && (
        <Text size="xs" c="dimmed" mb={4}>
          {t(`dashboards.${isUnread || !not ? 'unread' : not}`)}
        </Text>
      )}
      {problem}
      <AsOf at={answer.data.asOf} isRefreshed={answer.isRefreshed} />
      <ReportPicture
        answer={answer.data}
        query={query}
        type={type}
        picture={report.picture}
        height={Math.max(120, height)}
      />
    </BehindType>
  );
}
