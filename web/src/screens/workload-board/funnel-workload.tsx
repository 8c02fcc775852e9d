import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { Box, Select, VisuallyHidden } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { type CSSProperties, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../conditions/filter-bar.tsx';
import { overNormTerm } from '../../conditions/over-norm.ts';
import type { ShownNow } from '../../conditions/use-shown.ts';
import { ViewsMenu } from '../../conditions/views-menu.tsx';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useBoardClock } from '../../fields/board-clock.ts';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { useKeptScroll } from '../../ui/kept-scroll.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import { LoadFigure } from './load-figure.tsx';
import classes from './workload.module.css';
import { useLoadCounts } from './workload-data.ts';
import { behindFigure, sumOf, workloadOf } from './workload-model.ts';

interface Props {
  type: EntityType;
  funnel: Funnel;
  shown: ShownNow;
}

/** People down, open stages across; each number opens its records. */
export function FunnelWorkload({ type, funnel, shown }: Props) {
  const { t } = useTranslation('calendar');
  const { t: board } = useTranslation('board');
  const { label } = useFormats();
  const clock = useBoardClock(type);
  const stages = useMemo(() => funnel.stages.filter(({ group }) => group === 'open'), [funnel]);
  const { filter } = shown;
  const base = useMemo<ConditionGroup>(
    () => ({
      combinator: 'and',
      rules: [
        { field: '$funnel', operator: '=', value: funnel.key },
        { field: '$stageGroup', operator: '=', value: 'open' },
        ...(filter ? [filter] : []),
      ],
    }),
    [funnel, filter],
  );
  const term = useMemo(() => overNormTerm(type, clock, [funnel]), [type, clock, funnel]);
  const lateFilter = useMemo(() => term && behindFigure(base, { late: term }), [term, base]);
  const all = useLoadCounts(type.key, base, shown.ready);
  const late = useLoadCounts(type.key, lateFilter, shown.ready);
  const rows = useMemo(
    () =>
      workloadOf(
        all.data ?? [],
        late.data ?? [],
        stages.map(({ key }) => key),
      ),
    [all.data, late.data, stages],
  );
  const scroll = useRef<HTMLElement>(null);
  useKeptScroll(scroll, `workload ${type.key} ${funnel.key}`, { extent: all.data ? Number.POSITIVE_INFINITY : 0 });
  const figure = (
    cell: { count: number; late: number },
    where: { owner?: string | null; stage?: string },
    of: string,
  ) => (
    <LoadFigure
      entityType={type.key}
      cell={cell}
      of={of}
      all={behindFigure(base, where)}
      late={term && behindFigure(base, { ...where, late: term })}
    />
  );
  const busiest = Math.max(1, ...rows.filter(({ owner }) => owner !== null).map(({ count }) => count));
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">{t('workload.heading', { funnel: label(funnel.name) })}</VisuallyHidden>
      <FilterBar
        type={type}
        filter={filter}
        q={undefined}
        searchable={false}
        onChange={shown.change}
        views={<ViewsMenu entityType={type.key} display="workload" shown={shown} />}
      >
        {(type.funnels?.length ?? 0) > 1 && (
          <Select
            size="xs"
            w={170}
            aria-label={board('funnel')}
            allowDeselect={false}
            data={(type.funnels ?? []).map((one) => ({ value: one.key, label: label(one.name) }))}
            value={funnel.key}
            onChange={(next) => shown.change({ funnel: next ?? undefined })}
          />
        )}
      </FilterBar>
      {(all.error ?? late.error) && (
        <Box p="md">
          <ProblemNotice error={all.error ?? late.error} onRetry={() => void all.refetch()} />
        </Box>
      )}
      {all.isPending && (
        <Box p="md">
          <RowsSkeleton rows={8} height={34} />
        </Box>
      )}
      {all.data && rows.length === 0 && (
        <Empty icon={<IconUsersGroup />} title={t('workload.nothing')}>
          {t('workload.nothingText')}
        </Empty>
      )}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section ref={scroll} className={classes.scroll} tabIndex={0} aria-label={t('workload.title')}>
          <table className={classes.matrix}>
            <thead>
              <tr>
                <th scope="col" className={classes.person}>
                  {t('workload.person')}
                </th>
                {stages.map((stage) => (
                  <th
                    key={stage.key}
                    scope="col"
                    className={classes.stage}
                    style={{ '--stage': stageCss(stageColor(stage, funnel.stages.indexOf(stage))) } as CSSProperties}
                  >
                    {label(stage.name)}
                  </th>
                ))}
                <th scope="col">{t('workload.total')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.owner}>
                  <th scope="row" className={classes.person}>
                    {row.owner === null ? board('nobody') : <PersonBadge id={row.owner} />}
                    <span className={classes.bar} aria-hidden>
                      <span style={{ width: `${Math.min(100, (row.count / busiest) * 100)}%` }} />
                    </span>
                  </th>
                  {row.cells.map((cell, index) => {
                    const stage = stages[index];
                    return (
                      stage && (
                        <td key={stage.key}>
                          {figure(cell, { owner: row.owner, stage: stage.key }, label(stage.name))}
                        </td>
                      )
                    );
                  })}
                  <td className={classes.total}>{figure(row, { owner: row.owner }, t('workload.total'))}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" className={classes.person}>
                  {t('workload.total')}
                </th>
                {stages.map((stage, index) => (
                  <td key={stage.key} className={classes.total}>
                    {figure(
                      sumOf(rows.flatMap(({ cells }) => cells[index] ?? [])),
                      { stage: stage.key },
                      label(stage.name),
                    )}
                  </td>
                ))}
                <td className={classes.total}>{figure(sumOf(rows), {}, t('workload.total'))}</td>
              </tr>
            </tfoot>
          </table>
        </section>
      )}
    </div>
  );
}
