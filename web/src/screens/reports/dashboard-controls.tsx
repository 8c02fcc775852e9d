import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { DashboardQuestion } from '@etapa/shared/reports/dashboard-question';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { FilterButton, FilterWords } from './report-filter.tsx';
import { WhoseSelect } from './whose-select.tsx';

interface Props {
  /** Types that the reports of the dashboard are of. */
  types: readonly EntityType[];
  question: DashboardQuestion;
  onChange: (question: DashboardQuestion) => void;
  /** Beside the controls, before what is said of them. */
  children: ReactNode;
}

/** What narrows a whole dashboard: a period, whose records, and a condition for each kind of record on it. */
export function DashboardControls({ types, question, onChange, children }: Props) {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const { from, to, owner, team, filters = {} } = question;
  const change = (next: DashboardQuestion) => onChange({ ...question, ...next });
  const setFilter = (type: string, filter: (typeof filters)[string] | undefined) => {
    const { [type]: _before, ...others } = filters;
    const next = filter ? { ...others, [type]: filter } : others;
    change({ filters: Object.keys(next).length > 0 ? next : undefined });
  };
  const isNarrowed = from || to || owner || team || Object.keys(filters).length > 0;
  return (
    <>
      <PeriodChoice from={from} to={to} onChange={change} />
      <WhoseSelect label={t('forecast.whose')} owner={owner} team={team} onChange={change} />
      {types.map((type) => (
        <FilterButton
          key={type.key}
          type={type}
          name={types.length > 1 ? t('dashboards.filterOf', { name: label(type.namePlural ?? type.name) }) : undefined}
          filter={filters[type.key]}
          onChange={(filter) => setFilter(type.key, filter)}
        />
      ))}
      {isNarrowed && (
        <Button
          variant="subtle"
          onClick={() =>
            onChange({ from: undefined, to: undefined, owner: undefined, team: undefined, filters: undefined })
          }
        >
          {t('dashboards.clear')}
        </Button>
      )}
      {children}
      {(from || to) && (
        <Text size="xs" c="dimmed" w="100%">
          {t('dashboards.daysOf')}
        </Text>
      )}
      {types
        .filter(({ key }) => filters[key])
        .map((type) => (
          <Group key={type.key} gap={4} w="100%">
            {types.length > 1 && <Text fw={500}>{label(type.namePlural ?? type.name)}:</Text>}
            <FilterWords type={type} filter={filters[type.key]} onChange={() => setFilter(type.key, undefined)} />
          </Group>
        ))}
    </>
  );
}
