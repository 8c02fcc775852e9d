import type { FunnelFigure } from '@etapa/shared/api/behind';
import {
  type Compared,
  type ComparedOfStage,
  type ComparedTotal,
  compareFunnels,
} from '@etapa/shared/reports/comparison';
import { Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FunnelReport } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Term } from '../../ui/term.tsx';
import { Behind } from './behind.tsx';
import { ClockNote } from './clock-note.tsx';
import { ComparedCells } from './compared-cells.tsx';
import { useReasonName } from './reason-name.ts';
import type { ReportContext } from './report-context.ts';
import { useSumText } from './sum-text.ts';

/** One of the two: what it says, how its figures open, what it is called. */
export interface Side {
  report: FunnelReport;
  context: ReportContext;
  name: string;
}

const TOTALS: readonly [
  ComparedTotal,
  name: 'created' | 'open' | 'won' | 'lost' | 'winRate' | 'medianCycle',
  FunnelFigure,
][] = [
  ['created', 'created', 'created'],
  ['open', 'open', 'open'],
  ['won', 'won', 'won'],
  ['lost', 'lost', 'lost'],
  ['winRate', 'winRate', 'closed'],
  ['medianCycleSeconds', 'medianCycle', 'won'],
];

const OF_STAGE = [
  ['entered', 'entered', 'entered'],
  ['reached', 'reached', 'reached'],
  ['conversionFromPrevious', 'conversionFromPrevious', 'reached'],
  ['conversionFromFirst', 'conversionFromFirst', 'reached'],
  ['current', 'current', 'current'],
  ['lostHere', 'lostHere', 'lostHere'],
  ['medianSeconds', 'medianTime', 'timed'],
  ['p90Seconds', 'p90Time', 'timed'],
  ['overNorm', 'overNorm', 'overNorm'],
  ['overNormNow', 'overNormNow', 'overNormNow'],
] as const satisfies readonly [ComparedOfStage, string, FunnelFigure][];

/** Two funnel reports side by side with what differs: counts, shares, times. */
export function Comparison({ one, other }: { one: Side; other: Side }) {
  const { t } = useTranslation('reports');
  const { label } = useFormats();
  const reasonName = useReasonName(one.context);
  const sumText = useSumText(one.context.type);
  const { totals, stages, lossReasons } = compareFunnels(one.report, other.report);
  const sums = [...new Set([one, other].flatMap(({ report }) => Object.keys(report.wonSums)))].map((field) => ({
    field,
    name: t('wonSum', { field: label(one.context.type.fields.find(({ key }) => key === field)?.label) }),
    one: sumText(field, one.report.wonSums[field]),
    other: sumText(field, other.report.wonSums[field]),
  }));
  const cells = (
    figure: FunnelFigure,
    key: string,
    name: string,
    values: Compared,
    more: { stage?: string; reason?: string | null } = {},
  ) => (
    <ComparedCells
      kind={kindOf(key)}
      values={values}
      label={name}
      behind={[one.context.behind(figure, more), other.context.behind(figure, more)]}
      names={[one.name, other.name]}
    />
  );
  const head = (first: string) => (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{first}</Table.Th>
        <Table.Th ta="right">{one.name}</Table.Th>
        <Table.Th ta="right">{other.name}</Table.Th>
        <Table.Th ta="right">
          <Term means={t('compare.differenceNote')}>{t('compare.difference')}</Term>
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
  const stageOf = (key: string) => one.context.funnel.stages.find((stage) => stage.key === key);
  return (
    <Stack>
      <Panel title={t('compare.title')}>
        <Table.ScrollContainer minWidth={480} type="native">
          <Table verticalSpacing={5} highlightOnHover>
            {head(t('compare.figure'))}
            <Table.Tbody>
              {TOTALS.map(([key, name, figure]) => (
                <Table.Tr key={key}>
                  <Table.Th scope="row" fw={500}>
                    {name === 'winRate' || name === 'medianCycle' ? (
                      <Term means={t(`${name}Note`)}>{t(name)}</Term>
                    ) : (
                      <Term means={t(`explain.${name}`)}>{t(name)}</Term>
                    )}
                  </Table.Th>
                  {cells(figure, key, t(name), totals[key])}
                </Table.Tr>
              ))}
              {sums.map(({ field, name, one: first, other: second }) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row" fw={500}>
                    {name}
                  </Table.Th>
                  {([first, second] as const).map((sum, at) => (
                    <Table.Td key={at === 0 ? 'one' : 'other'} ta="right">
                      {sum === '' ? (
                        '—'
                      ) : (
                        <Behind
                          behind={(at === 0 ? one : other).context.behind('won')}
                          label={`${(at === 0 ? one : other).name}, ${name}`}
                        >
                          {sum}
                        </Behind>
                      )}
                    </Table.Td>
                  ))}
                  <Table.Td />
                </Table.Tr>
              ))}
              {lossReasons.map(({ reason, count }) => (
                <Table.Tr key={`reason ${reason ?? ''}`}>
                  <Table.Th scope="row" fw={500}>
                    {t('behind.lossReason', { reason: reasonName(reason) })}
                  </Table.Th>
                  {cells('lossReason', 'count', t('behind.lossReason', { reason: reasonName(reason) }), count, {
                    reason,
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Panel>
      <Panel title={t('byStage')}>
        <Table.ScrollContainer minWidth={560} type="native">
          <Table verticalSpacing={5} highlightOnHover>
            {head(t('stage'))}
            {stages.map(({ stage, ...figures }) => (
              <Table.Tbody key={stage}>
                <Table.Tr>
                  <Table.Th colSpan={4} scope="rowgroup">
                    {label(stageOf(stage)?.name)}
                  </Table.Th>
                </Table.Tr>
                {OF_STAGE.filter(([key]) => figures[key].one !== null || figures[key].other !== null).map(
                  ([key, name, figure]) => (
                    <Table.Tr key={key}>
                      <Table.Td pl="lg">
                        <Text span size="sm">
                          <Term means={t(`explain.${name}`)}>{t(name)}</Term>
                        </Text>
                      </Table.Td>
                      {cells(figure, key, `${label(stageOf(stage)?.name)}, ${t(name)}`, figures[key], { stage })}
                    </Table.Tr>
                  ),
                )}
              </Table.Tbody>
            ))}
          </Table>
        </Table.ScrollContainer>
        <ClockNote funnel={one.context.funnel} />
      </Panel>
    </Stack>
  );
}

/** How a figure is written: a share, a time or a count. */
function kindOf(name: string): 'share' | 'time' | 'count' {
  if (name.endsWith('Seconds')) return 'time';
  return name === 'winRate' || name.startsWith('conversion') ? 'share' : 'count';
}
