import type { EntityType } from '@etapa/shared/definition/entity-type';
import { sourceOf } from '@etapa/shared/reports/columns';
import { measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Checkbox, Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { schemaOf } from '../../conditions/choices.ts';

const LARGEST = ['3', '5', '10', '20', '50'];

interface Props {
  type: EntityType;
  types: readonly EntityType[];
  query: ReportQuery;
  onChange: (query: ReportQuery) => void;
}

/** In which order groups stand, and how many of them. */
export function OrderChoice({ type, types, query, onChange }: Props) {
  const { t } = useTranslation('reports');
  const [measure] = query.measures;
  const groups = query.groupBy ?? [];
  if (groups.length === 0 || !measure) return null;
  const key = measureKey(measure);
  const [sort] = query.sort ?? [];
  const order = sort === key ? 'smallest' : sort === `-${key}` ? 'largest' : 'groups';
  const schema = schemaOf(type, types);
  const overlap = groups.some(({ field }) => sourceOf(field, query.dataset, schema)?.many);
  return (
    <>
      <Select
        label={t('builder.order')}
        allowDeselect={false}
        w={180}
        value={order}
        onChange={(next) => {
          const { sort: _, ...rest } = query;
          onChange(next === 'groups' ? rest : { ...rest, sort: [next === 'largest' ? `-${key}` : key] });
        }}
        data={(['groups', 'largest', 'smallest'] as const).map((value) => ({
          value,
          label: t(`builder.orders.${value}`),
        }))}
      />
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <Select
          label={t('builder.top')}
          w={120}
          clearable
          placeholder={t('builder.allGroups')}
          value={query.top ? String(query.top.n) : null}
          onChange={(next) => {
            const { top, ...rest } = query;
            onChange(next === null ? rest : { ...rest, top: { ...top, n: Number(next) } });
          }}
          data={[...new Set([...LARGEST, ...(query.top ? [String(query.top.n)] : [])])]}
        />
        {query.top && !overlap && (
          <Checkbox
            mb={8}
            label={t('builder.others')}
            checked={query.top.others ?? false}
            onChange={(event) =>
              onChange({ ...query, top: { n: query.top?.n ?? 10, others: event.currentTarget.checked } })
            }
          />
        )}
      </Group>
    </>
  );
}
