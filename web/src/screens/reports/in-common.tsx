import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { groupKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import { reportQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Behind } from './behind.tsx';
import { usePlaceText } from './place-text.ts';
import { commonTraits, outcomesOf } from './wins-losses-model.ts';

interface Props {
  type: EntityType;
  /** Closed records. */
  filter: ConditionGroup;
  /** Of this team alone. */
  team: string | undefined;
}

/** Kinds whose values are few enough to be had in common. */
const TRAITS = new Set(['select', 'multiSelect', 'boolean', 'user']);

/** What won and lost records have in common: values that are far commoner on one side than on the other. */
export function InCommon({ type, filter, team }: Props) {
  const { t } = useTranslation('reports');
  const { number, percent } = useFormats();
  const words = useColumnWords(type);
  const placeText = usePlaceText(type, { names: {} });
  const fields = [
    '$owner',
    ...type.fields.filter(({ kind, retired }) => !retired && TRAITS.has(kind)).map(({ key }) => key),
  ];
  const asked = (field: string): ReportQuery => ({
    dataset: 'records',
    entityType: type.key,
    filter,
    team,
    groupBy: [{ field }, { field: '$stageGroup' }],
    measures: [{ fn: 'count' }],
    limit: 1_000,
  });
  const answers = useQueries({ queries: fields.slice(0, 20).map((field) => reportQuery(asked(field))) });
  const all = useQueries({
    queries: [reportQuery({ ...asked('$owner'), groupBy: [{ field: '$stageGroup' }] })],
  })[0].data;
  if (!all || answers.some(({ data, error }) => !data && !error)) return <Skeleton height={160} />;
  const { won, lost } = outcomesOf(
    all.rows.map((row) => ({ ...row, all: 1 })),
    'all',
  );
  const found = answers.flatMap(({ data }, at) => {
    const field = fields[at] ?? '';
    return outcomesOf(data?.rows ?? [], groupKey({ field })).rows.map((row) => ({ field, ...row }));
  });
  const traits = commonTraits(found, { won, lost });
  if (traits.length === 0) return <Text c="dimmed">{t('common.none')}</Text>;
  const cell = (field: string, key: unknown, group: 'won' | 'lost', count: number, whole: number, name: string) => (
    <>
      <Behind
        behind={{
          report: 'query',
          dataset: 'records',
          filter,
          team,
          groupBy: [{ field }, { field: '$stageGroup' }],
          group: { [field]: key as string, $stageGroup: group },
        }}
        label={`${name}, ${t(group)}`}
      >
        {t('common.of', { count: number(count), whole: number(whole) })}
      </Behind>{' '}
      <Text span c="dimmed" size="sm">
        {whole === 0 ? '—' : percent(count / whole)}
      </Text>
    </>
  );
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('common.lead')}
      </Text>
      <Table.ScrollContainer minWidth={560} type="native">
        <Table verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('common.trait')}</Table.Th>
              <Table.Th ta="right">{t('outcomes.won')}</Table.Th>
              <Table.Th ta="right">{t('outcomes.lost')}</Table.Th>
              <Table.Th>{t('common.commoner')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {traits.map((trait) => {
              const name = `${words.name(trait.field)}: ${placeText({ field: trait.field }, { key: trait.key as JsonValue, others: false })}`;
              return (
                <Table.Tr key={JSON.stringify([trait.field, trait.key])}>
                  <Table.Th scope="row" fw={500}>
                    {name}
                  </Table.Th>
                  <Table.Td ta="right">{cell(trait.field, trait.key, 'won', trait.won, won, name)}</Table.Td>
                  <Table.Td ta="right">{cell(trait.field, trait.key, 'lost', trait.lost, lost, name)}</Table.Td>
                  <Table.Td>{t(trait.side === 'won' ? 'common.amongWon' : 'common.amongLost')}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
