import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FunnelReport } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import { Behind } from './behind.tsx';
import classes from './funnel-bars.module.css';
import type { ReportContext } from './report-context.ts';

/** The funnel as bars: how far records came, what went on from stage to stage, and how long it took against the norm. */
export function FunnelBars({ report, context }: { report: FunnelReport; context: ReportContext }) {
  const { t } = useTranslation('reports');
  const { number, percent, seconds, label } = useFormats();
  const byKey = new Map(report.stages.map((stage) => [stage.stage, stage]));
  const widest = Math.max(1, report.created, ...report.stages.map((stage) => stage.reached ?? stage.entered));
  return (
    <div className={classes.bars}>
      {context.funnel.stages.map((stage, at) => {
        const figures = byKey.get(stage.key);
        if (!figures) return null;
        const came = figures.reached ?? figures.entered;
        const color = stageCss(stageColor(stage, at));
        const late =
          figures.normSeconds !== null && figures.medianSeconds !== null && figures.medianSeconds > figures.normSeconds;
        const times = [
          ...(figures.medianSeconds === null ? [] : [t('median', { time: seconds(figures.medianSeconds) })]),
          ...(figures.normSeconds === null ? [] : [t('norm', { time: seconds(figures.normSeconds) })]),
        ];
        return (
          <div key={stage.key} className={classes.row}>
            <Text className={classes.name} truncate title={label(stage.name)}>
              <span className={classes.dot} style={{ background: color }} />
              {label(stage.name)}
            </Text>
            <div className={classes.track}>
              <div className={classes.bar} style={{ width: `${(100 * came) / widest}%`, background: color }} />
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
