import type { Behind } from '@etapa/shared/api/behind';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { groupKey } from '@etapa/shared/reports/query';
import { useTranslation } from 'react-i18next';
import { usePersonNames } from '../fields/person-options.ts';
import { useFormats } from '../i18n/locale.tsx';
import { useColumnWords } from './column-words.ts';
import { sentence } from './sentence.ts';
import { useWords } from './words.ts';

/** What a figure of a report is, in the reader's words: "Entered · Proposal · 1 Jan 2026 – 31 Jan 2026". */
export function useBehindWords(type: EntityType): (behind: Behind) => string {
  const { t } = useTranslation('reports');
  const { label, date, dateTime, bucket } = useFormats();
  const words = useWords(type);
  const columns = useColumnWords(type);
  const personName = usePersonNames();

  const figure = (behind: Extract<Behind, { report: 'funnel' }>): string => {
    const name = behind.figure;
    if (name === 'closed' || name === 'timed') return t(`behind.${name}`);
    if (name === 'tasksDone' || name === 'tasksLate' || name === 'tasksOpen' || name === 'tasksOverdue') {
      const whose = behind.assignee ? personName(behind.assignee) : t('norms.nobody');
      return [t(`norms.task.behind.${name}`), ...(whose ? [whose] : [])].join(' · ');
    }
    if (name !== 'lossReason') return t(name);
    const reason = behind.reason ?? null;
    const options = type.fields.flatMap((field) => (field.kind === 'select' ? (field.options ?? []) : []));
    const option = options.find(({ key }) => key === reason);
    return t('behind.lossReason', { reason: reason === null ? t('noReason') : option ? label(option.label) : reason });
  };
  const moment = (text: string) => (text.length === 10 ? date(text) : dateTime(text));
  const period = ({ from, to }: { from?: string; to?: string }): string[] => {
    const last = to && (to.length === 10 ? date(dayBefore(to)) : dateTime(to));
    if (from && last) return [moment(from) === last ? last : `${moment(from)} – ${last}`];
    if (from) return [t('behind.since', { from: moment(from) })];
    return last ? [t('behind.until', { to: last })] : [];
  };

  return (behind) => {
    const filter = behind.filter ? [sentence(behind.filter, words)] : [];
    if (behind.report === 'query') {
      const groups = (behind.groupBy ?? []).map((grouping) =>
        t('behind.group', {
          field: columns.name(grouping.field),
          value: columns.value(grouping, behind.group?.[groupKey(grouping)] ?? null),
        }),
      );
      const parts = [...groups, ...filter];
      const told = parts.length > 0 ? parts.join(' · ') : t('behind.everything');
      // A figure of visits is not the number of their records: what it counts is said with them.
      return behind.dataset === 'records' ? told : `${t(`builder.datasets.${behind.dataset}`)} · ${told}`;
    }
    if (behind.report === 'forecast') {
      const when =
        behind.period === undefined
          ? []
          : [behind.period === null ? t('forecast.noDate') : bucket(behind.by, behind.period)];
      const owner = behind.owner ? [personName(behind.owner) || '…'] : [];
      return [t(behind.figure), ...when, ...owner, ...filter].join(' · ');
    }
    const funnel = type.funnels?.find(({ key }) => key === behind.funnel);
    if (behind.report === 'flow') {
      const names = (behind.path ?? behind.edge ?? (behind.stage ? [behind.stage] : [])).map(
        (key) => label(funnel?.stages.find((stage) => stage.key === key)?.name) || key,
      );
      return [names.join(' → ') || t('behind.flow'), ...period(behind), ...filter].join(' · ');
    }
    const stage = funnel?.stages.find(({ key }) => key === behind.stage);
    const funnels = (type.funnels?.length ?? 0) > 1 && funnel ? [label(funnel.name)] : [];
    const whose = behind.owner ? personName(behind.owner) : undefined;
    const owner = behind.owner === null ? [t('norms.nobody')] : whose ? [whose] : [];
    const place = [...(stage ? [label(stage.name)] : []), ...funnels];
    return [figure(behind), ...place, ...owner, ...period(behind), ...filter].join(' · ');
  };
}

/** The last day of a range whose end is the day after. */
function dayBefore(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}
