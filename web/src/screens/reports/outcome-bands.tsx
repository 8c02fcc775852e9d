import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Skeleton, Table } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { reportQuery } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Term } from '../../ui/term.tsx';
import { type Band, bandRules, bandsOf } from './amount-bands.ts';
import { Behind } from './behind.tsx';
import { outcomesOf } from './wins-losses-model.ts';

interface Props {
  type: EntityType;
  field: Field;
  /** Closed records. */
  filter: ConditionGroup;
  /** Of this team alone. */
  team: string | undefined;
}

/** Won and lost by how much they were worth, in bands of round numbers. */
export function OutcomeBands({ type, field, filter, team }: Props) {
  const { t } = useTranslation('reports');
  const { number, percent, money } = useFormats();
  const median = { fn: 'median' as const, field: field.key };
  const asked = (own: Partial<ReportQuery>): ReportQuery => ({
    dataset: 'records',
    entityType: type.key,
    filter,
    team,
    measures: [{ fn: 'count' }],
    ...own,
  });
  const middle = useQuery(reportQuery(asked({ measures: [median] })));
  const bands = middle.data ? bandsOf(middle.data.totals[measureKey(median)]) : [];
  const within = (band: Band): ConditionGroup => ({
    combinator: 'and',
    rules: [...filter.rules, ...bandRules(field, band)],
  });
  const answers = useQueries({
    queries: bands.map((band) => reportQuery(asked({ filter: within(band), groupBy: [{ field: '$stageGroup' }] }))),
  });
  if (!middle.data || answers.some(({ data }) => !data)) return <Skeleton height={160} />;
  const counts = answers.map(({ data }) =>
    outcomesOf(
      (data?.rows ?? []).map((row) => ({ ...row, all: 1 })),
      'all',
    ),
  );
  const totals = { won: sum(counts, 'won'), lost: sum(counts, 'lost') };
  const share = (part: number, whole: number) => (whole === 0 ? '—' : percent(part / whole));
  const nameOf = ({ from, to, currency = field.currency }: Band) => {
    const amount = (value: number) => (currency ? money(value, currency) : number(value));
    if (from !== null)
      return to === null ? t('outcomes.above', { from: amount(from) }) : `${amount(from)} – ${amount(to)}`;
    if (to !== null) return t('outcomes.below', { to: amount(to) });
    return [t('outcomes.anyAmount'), currency].filter(Boolean).join(', ');
  };
  const opens = (band: Band, group: 'won' | 'lost', count: number) =>
    count === 0 ? (
      '0'
    ) : (
      <Behind
        behind={{
          report: 'query',
          dataset: 'records',
          filter: within(band),
          team,
          groupBy: [{ field: '$stageGroup' }],
          group: { $stageGroup: group },
        }}
        label={`${nameOf(band)}, ${t(group)}`}
      >
        {number(count)}
      </Behind>
    );
  return (
    <Table.ScrollContainer minWidth={560} type="native">
      <Table verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('outcomes.band')}</Table.Th>
            {(['won', 'lost', 'winRate', 'ofWon', 'ofLost'] as const).map((column) => (
              <Table.Th key={column} ta="right">
                <Term means={t(`outcomes.explain.${column}`)}>{t(`outcomes.${column}`)}</Term>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bands.map((band, at) => {
            const { won = 0, lost = 0 } = counts[at] ?? {};
            if (won + lost === 0) return null;
            return (
              <Table.Tr key={`${band.from} ${band.to} ${band.currency}`}>
                <Table.Th scope="row" fw={500}>
                  {nameOf(band)}
                </Table.Th>
                <Table.Td ta="right">{opens(band, 'won', won)}</Table.Td>
                <Table.Td ta="right">{opens(band, 'lost', lost)}</Table.Td>
                <Table.Td ta="right">{share(won, won + lost)}</Table.Td>
                <Table.Td ta="right">{share(won, totals.won)}</Table.Td>
                <Table.Td ta="right">{share(lost, totals.lost)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const sum = (list: { won: number; lost: number }[], side: 'won' | 'lost'): number =>
  list.reduce((all, one) => all + one[side], 0);
