import type { Deviations } from '@etapa/shared/api/deviations';
import { Table, Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { Term } from '../../ui/term.tsx';
import { Behind } from './behind.tsx';
import { behindOf, type DeviationsAbout, type Kept, useDeviationText } from './deviation-figures.ts';

const COLUMNS = [
  'norm',
  'finished',
  'median',
  'average',
  'deviation',
  'overNorm',
  'overTime',
  'now',
  'overNormNow',
] as const;

/** Every owner's visits of every stage against the norm; everybody's together first. */
export function DeviationTable({ answer, about }: { answer: Deviations; about: DeviationsAbout }) {
  const { t } = useTranslation('reports');
  const text = useDeviationText(about);
  const owners = [...new Set(answer.owners.map(({ ownerId }) => ownerId))];
  const groups: { name: string; rows: Kept[] }[] = [
    { name: t('forecast.everybody'), rows: answer.stages },
    ...owners.map((owner) => ({
      name: text.owner(owner),
      rows: answer.owners.filter(({ ownerId }) => ownerId === owner),
    })),
  ];
  return (
    <Table.ScrollContainer minWidth={1040} type="native">
      <Table verticalSpacing={5} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('norms.owner')}</Table.Th>
            <Table.Th>{t('stage')}</Table.Th>
            {COLUMNS.map((column) => (
              <Table.Th key={column} ta="right">
                <Term means={t(`norms.explain.${column}`)}>{t(`norms.${column}`)}</Term>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map(({ name, rows }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may be called the same; their order is that of the answer.
            <Fragment key={at}>
              {rows.map((row, index) => (
                <Table.Tr key={row.stage}>
                  {index === 0 && (
                    <Table.Th scope="rowgroup" rowSpan={rows.length} fw={600} style={{ verticalAlign: 'top' }}>
                      {name}
                    </Table.Th>
                  )}
                  <Row row={row} owner={name} about={about} />
                </Table.Tr>
              ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ row, owner, about }: { row: Kept; owner: string; about: DeviationsAbout }) {
  const { t } = useTranslation('reports');
  const { number } = useFormats();
  const text = useDeviationText(about);
  const hasNorm = row.normSeconds !== null;
  const recordsIn = (count: number) => t('flow.inStage', { count, formatted: number(count) });
  const titles: { [Figure in Parameters<typeof behindOf>[2]]?: string } = {
    timed: recordsIn(row.finishedRecords),
    overNorm: recordsIn(row.overNormRecords),
  };
  const opens = (figure: Parameters<typeof behindOf>[2], column: (typeof COLUMNS)[number], value: string) =>
    value === '—' ? (
      value
    ) : (
      <Behind
        behind={behindOf(about, row, figure)}
        title={titles[figure]}
        label={`${owner}, ${text.stage(row.stage)}, ${t(`norms.${column}`)}`}
      >
        {value}
      </Behind>
    );
  const late = row.deviationSeconds !== null && row.deviationSeconds > 0;
  return (
    <>
      <Table.Td>{text.stage(row.stage)}</Table.Td>
      <Table.Td ta="right">{text.time(row.normSeconds)}</Table.Td>
      <Table.Td ta="right">{opens('timed', 'finished', number(row.finished))}</Table.Td>
      <Table.Td ta="right">{opens('timed', 'median', text.time(row.medianSeconds))}</Table.Td>
      <Table.Td ta="right">{opens('timed', 'average', text.time(row.averageSeconds))}</Table.Td>
      <Table.Td ta="right">
        <Text span inherit c={late ? 'orange' : undefined} fw={late ? 600 : undefined}>
          {opens('timed', 'deviation', text.deviation(row.deviationSeconds))}
        </Text>
      </Table.Td>
      <Table.Td ta="right">{hasNorm ? opens('overNorm', 'overNorm', number(row.overNorm)) : '—'}</Table.Td>
      <Table.Td ta="right">{hasNorm ? opens('overNorm', 'overTime', text.time(row.overSeconds)) : '—'}</Table.Td>
      <Table.Td ta="right">{opens('current', 'now', number(row.now))}</Table.Td>
      <Table.Td ta="right">
        {hasNorm ? (
          <Text span inherit c={row.overNormNow > 0 ? 'orange' : undefined}>
            {opens('overNormNow', 'overNormNow', number(row.overNormNow))}
          </Text>
        ) : (
          '—'
        )}
      </Table.Td>
    </>
  );
}
