import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FunnelReport } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import { Behind } from './behind.tsx';
import classes from './funnel-bars.module.css';
import type { ReportContext } from './report-context.ts';

interface Props {
  report: FunnelReport;
  context: ReportContext;
  /** Beside another one: what stands at its sides goes below. */
  narrow?: boolean;
}

/** The funnel drawn: how far records came, what went on from stage to stage, and how long it took against the norm. */
export function FunnelBars({ report, context, narrow = false }: Props) {
  const { t } = useTranslation('reports');
  const { number, percent, seconds, label } = useFormats();
  const byKey = new Map(report.stages.map((stage) => [stage.stage, stage]));
  const widest = Math.max(1, report.created, ...report.stages.map((stage) => stage.reached ?? stage.entered));
  const cameTo = (key: string): number => {
    const figures = byKey.get(key);
    return figures ? (figures.reached ?? figures.entered) : 0;
  };
  const { stages } = context.funnel;
  return (
    <div className={classes.bars} data-narrow={narrow || undefined}>
      {stages.map((stage, at) => {
        const figures = byKey.get(stage.key);
        if (!figures) return null;
        const came = cameTo(stage.key);
        const next = stages[at + 1];
        // Lost stages are no part of the way: nothing flows into them from the bar above.
        const isWay = stage.group !== 'lost' && next && next.group !== 'lost';
        const [wide, below] = [came / widest, isWay ? cameTo(next.key) / widest : came / widest];
        const color = stageCss(stageColor(stage, at));
        // A norm in working time is none for all the time that passed.
        const late =
          stage.clock !== 'working' &&
          figures.normSeconds !== null &&
          figures.medianSeconds !== null &&
          figures.medianSeconds > figures.normSeconds;
        const times = [
          ...(figures.medianSeconds === null ? [] : [t('median', { time: seconds(figures.medianSeconds) })]),
          ...(figures.normSeconds === null
            ? []
            : [t(stage.clock === 'working' ? 'normWorked' : 'norm', { time: seconds(figures.normSeconds) })]),
        ];
        return (
          <div key={stage.key} className={classes.row}>
            <Text className={classes.name} truncate title={label(stage.name)}>
              <span className={classes.dot} style={{ background: color }} />
              {label(stage.name)}
            </Text>
            <div className={classes.track}>
              <div className={classes.bar} style={{ clipPath: trapezoid(wide, below), background: color }} />
              <Text className={classes.count} size="sm" component="span">
                <b>
                  <Behind
                    behind={context.behind(figures.reached === null ? 'entered' : 'reached', { stage: stage.key })}
                    label={`${label(stage.name)}, ${t(figures.reached === null ? 'entered' : 'reached')}`}
                  >
                    {number(came)}
                  </Behind>
                </b>
                {at > 0 && figures.conversionFromPrevious !== null && (
                  <span className={classes.soft}>
                    {' '}
                    {t('fromPrevious', { share: percent(figures.conversionFromPrevious) })}
                  </span>
                )}
              </Text>
            </div>
            <Text size="sm" className={classes.time} c={late ? 'orange' : 'dimmed'}>
              {times.join(' · ')}
            </Text>
            <Text size="sm" className={classes.now}>
              <Behind
                behind={context.behind('current', { stage: stage.key })}
                label={`${label(stage.name)}, ${t('current')}`}
              >
                {t('here', { formatted: number(figures.current), count: figures.current })}
              </Behind>
            </Text>
          </div>
        );
      })}
    </div>
  );
}

/** A shape in the middle of its box: as wide as the shares of it at its top and at its bottom. */
function trapezoid(top: number, bottom: number): string {
  const at = (share: number) => 50 * Math.max(share, 0.004);
  const [upper, lower] = [at(top), at(bottom)];
  return `polygon(${50 - upper}% 0, ${50 + upper}% 0, ${50 + lower}% 100%, ${50 - lower}% 100%)`;
}
