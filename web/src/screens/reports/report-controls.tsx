import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { FilterButton } from './report-filter.tsx';
import { WhoseSelect } from './whose-select.tsx';

export interface ReportSearch {
  funnel?: string;
  from?: string;
  to?: string;
  filter?: ConditionGroup;
  owner?: string;
  team?: string;
}

interface Props {
  type: EntityType;
  funnel: string;
  search: ReportSearch;
  onChange: (search: ReportSearch) => void;
}

/** Which funnel and which days. They live in the address, so a report can be sent to someone. */
export function ReportControls({ type, funnel, search, onChange }: Props) {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const change = (next: Partial<ReportSearch>) => onChange({ ...search, ...next });
  return (
    <Group gap="xs" align="flex-end">
      {(type.funnels?.length ?? 0) > 1 && (
        <Select
          label={t('funnel')}
          w={180}
          allowDeselect={false}
          value={funnel}
          onChange={(key) => change({ funnel: key ?? undefined })}
          data={type.funnels?.map((one) => ({ value: one.key, label: label(one.name) }))}
        />
      )}
      <PeriodChoice from={search.from} to={search.to} onChange={change} />
      <WhoseSelect label={t('forecast.whose')} owner={search.owner} team={search.team} onChange={change} />
      <FilterButton type={type} filter={search.filter} onChange={(filter) => change({ filter })} />
    </Group>
  );
}
