import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { type Grouping, MEASURES, type Measure } from '@etapa/shared/reports/query';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import { sentence } from '../../conditions/sentence.ts';
import { useWords } from '../../conditions/words.ts';
import { useFormats } from '../../i18n/locale.tsx';

const FIELDS = new Set(['columns', 'pinned', 'dateField', 'fieldsRead', 'fieldsWrite']);
const STAGES = new Set(['stagesSee', 'stagesEnter', 'stagesLeave']);
const ALL = /^(fields|stages)/;
/** Pixels mean nothing to a reader. */
const UNSAID = new Set(['widths']);

/** What the members of views, reports and grants are called, and what they hold, in the reader's words. */
export function useMemberWords(type: EntityType) {
  const { t } = useTranslation(['packages', 'reports', 'people', 'shell', 'calendar', 'common']);
  const { label, number } = useFormats();
  const conditions = useWords(type);
  const columns = useColumnWords(type);

  const funnels = type.funnels ?? [];
  const stageName = (place: string): string => {
    const [stage = place, funnel] = place.split('/').reverse();
    const own = funnels.filter(({ key }) => funnel === undefined || key === funnel);
    return label(own.flatMap(({ stages }) => stages).find(({ key }) => key === stage)?.name ?? stage);
  };
  const group = ({ field, bucket }: Grouping): string =>
    bucket ? `${columns.name(field)} (${t(`buckets.${bucket}`, { ns: 'reports' })})` : columns.name(field);
  const measure = ({ fn, field }: Measure): string => {
    const done = t(`fn.${field === undefined ? 'countRows' : fn}`, { ns: 'reports' });
    return field === undefined ? done : `${done}: ${columns.name(field)}`;
  };
  const column = (key: string): string => {
    const fn = MEASURES.find((each) => key === each || key.startsWith(`${each}_`));
    if (fn) return measure(key === fn ? { fn } : { fn, field: key.slice(fn.length + 1) });
    const [field = key, bucket] = key.split(':');
    return group({ field, bucket: bucket as Grouping['bucket'] });
  };
  const order = (key: string): string => (key.startsWith('-') ? `${column(key.slice(1))} ↓` : `${column(key)} ↑`);
  const listed = <T>(value: JsonValue, say: (one: T) => string): string =>
    (Array.isArray(value) ? value : [value]).map((one) => say(one as T)).join(', ') || '—';

  /** By members that say more than a text or a number does. */
  const sayers: { [member: string]: (value: JsonValue) => string } = {
    filter: (value) => sentence(value as unknown as ConditionGroup, conditions),
    scope: (value) =>
      typeof value === 'string'
        ? t(`scope.${value as 'own'}`, { ns: 'people' })
        : sentence(value as unknown as ConditionGroup, conditions),
    actions: (value) => listed<'read'>(value, (action) => t(`action.${action}`, { ns: 'people' })),
    sort: (value) => listed(typeof value === 'string' ? value.split(',') : value, order),
    groupBy: (value) => listed<Grouping | string>(value, (one) => (typeof one === 'string' ? column(one) : group(one))),
    measures: (value) => listed(value, measure),
    dataset: (value) => t(`builder.datasets.${value as 'records'}`, { ns: 'reports' }),
    picture: (value) => t(`builder.pictures.${value as 'table'}`, { ns: 'reports' }),
    display: (value) => t(`tab.${value as 'board'}`, { ns: 'shell' }),
    span: (value) => t(value as 'month', { ns: 'calendar' }),
    funnel: (value) => label(funnels.find(({ key }) => key === value)?.name ?? String(value)),
    top: (value) => number((value as unknown as { n: number }).n),
  };
  return {
    name: (member: string): string => t(`member.${member as 'filter'}`, { ns: 'packages', defaultValue: member }),
    /** Null for what says nothing to a reader. */
    value: (member: string, value: JsonValue): string | null => {
      if (UNSAID.has(member)) return null;
      // A grant that names none means all of them.
      if (value === null && ALL.test(member)) return t('everything', { ns: 'people' });
      if (value === null || (Array.isArray(value) && value.length === 0)) return '—';
      const say = sayers[member];
      if (say) return say(value);
      if (FIELDS.has(member)) return listed(value, columns.name);
      if (STAGES.has(member)) return listed(value, stageName);
      if (typeof value === 'boolean') return t(value ? 'yes' : 'no', { ns: 'common' });
      if (typeof value === 'number') return number(value);
      if (typeof value === 'string') return value;
      return Array.isArray(value) ? listed<JsonValue>(value, String) : null;
    },
  };
}
