import type { EntityType } from '@etapa/shared/definition/entity-type';
import { BUCKETS, type Grouping, type ReportQuery } from '@etapa/shared/reports/query';
import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import { groupChoices, grouping, isTime } from './analysis-model.ts';

/** No field is called so. */
const NONE = '-';

interface Props {
  type: EntityType;
  types: readonly EntityType[];
  query: ReportQuery;
  /** Which of the query's groups it is, from 0. */
  at: number;
  onChange: (grouping: Grouping | null) => void;
}

/** One grouping: by which field and, of times, how long each group is. */
export function GroupChoice({ type, types, query, at, onChange }: Props) {
  const { t } = useTranslation('reports');
  const words = useColumnWords(type);
  const { dataset, groupBy = [] } = query;
  const group = groupBy[at];
  const offered = groupChoices(type, dataset, types).filter(
    (name) => name === group?.field || !groupBy.some((one) => one.field === name),
  );
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <Select
        label={t(at === 0 ? 'groupBy' : 'builder.thenBy')}
        allowDeselect={false}
        searchable
        w={190}
        value={group?.field ?? NONE}
        onChange={(field) => onChange(field === null || field === NONE ? null : grouping(type, dataset, field, types))}
        data={[
          { value: NONE, label: t(at === 0 ? 'builder.ungrouped' : 'builder.noGroup') },
          ...offered.map((value) => ({ value, label: words.name(value) })),
        ]}
      />
      {group && isTime(type, group.field, dataset, types) && (
        <Select
          label={t('bucket')}
          allowDeselect={false}
          w={110}
          value={group.bucket ?? 'month'}
          onChange={(next) => onChange({ ...group, bucket: BUCKETS.find((one) => one === next) ?? 'month' })}
          data={BUCKETS.map((value) => ({ value, label: t(`buckets.${value}`) }))}
        />
      )}
    </Group>
  );
}
