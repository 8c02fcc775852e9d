import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { COMPARISONS, type ComparisonSearch } from './comparison-search.ts';
import { DayRange } from './day-range.tsx';
import type { ReportSearch } from './report-controls.tsx';
import { WhoseSelect } from './whose-select.tsx';

interface Props {
  search: ReportSearch & ComparisonSearch;
  onChange: (search: ReportSearch & ComparisonSearch) => void;
}

/** With what a report is compared: other days, or somebody else. */
export function ComparisonControls({ search, onChange }: Props) {
  const { t } = useTranslation('reports');
  const { from, to } = search;
  const offered = COMPARISONS.filter((one) =>
    one === 'previous' ? from && to : one === 'lastYear' ? from || to : true,
  );
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label={t('compare.with')}
        w={200}
        clearable
        placeholder={t('compare.nothing')}
        value={COMPARISONS.find((one) => one === search.vs) ?? null}
        onChange={(vs) => onChange({ ...search, vs: vs ?? undefined })}
        data={offered.map((value) => ({ value, label: t(`compare.${value}`) }))}
      />
      {search.vs === 'days' && (
        <DayRange
          label={t('compare.otherDays')}
          from={search.vsFrom}
          to={search.vsTo}
          onChange={(days) => onChange({ ...search, vsFrom: days.from, vsTo: days.to })}
        />
      )}
      {search.vs === 'whose' && (
        <WhoseSelect
          label={t('compare.other')}
          owner={search.vsOwner}
          team={search.vsTeam}
          onChange={({ owner, team }) => onChange({ ...search, vsOwner: owner, vsTeam: team })}
        />
      )}
    </Group>
  );
}
