import type { Deviations } from '@etapa/shared/api/deviations';
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Behind } from './behind.tsx';
import { behindOf, type DeviationsAbout, type Kept, useDeviationText } from './deviation-figures.ts';

/** Owners down, stages across: the average deviation of each, the stronger the colour the further from the norm. */
export function DeviationMatrix({ answer, about }: { answer: Deviations; about: DeviationsAbout }) {
  const { t } = useTranslation('reports');
  const text = useDeviationText(about);
  const stages = answer.stages.filter(({ normSeconds }) => normSeconds !== null);
  const owners = [...new Set(answer.owners.map(({ ownerId }) => ownerId))];
  if (stages.length === 0) return t('norms.noNorms');
  const rows: { name: string; of: (stage: string) => Kept | undefined }[] = [
    { name: t('forecast.everybody'), of: (stage) => answer.stages.find((one) => one.stage === stage) },
    ...owners.map((owner) => ({
      name: text.owner(owner),
      of: (stage: string) => answer.owners.find((one) => one.ownerId === owner && one.stage === stage),
    })),
  ];
  return (
    <Table.ScrollContainer minWidth={160 + stages.length * 120} type="native">
      <Table verticalSpacing={6} withColumnBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('norms.owner')}</Table.Th>
            {stages.map(({ stage, normSeconds }) => (
              <Table.Th key={stage} ta="right" title={t('norm', { time: text.time(normSeconds) })}>
                {text.stage(stage)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, of }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may be called the same; their order is that of the answer.
            <Table.Tr key={at}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              {stages.map(({ stage }) => {
                const row = of(stage);
                return (
                  <Table.Td key={stage} ta="right" style={{ background: shade(row) }}>
                    {row?.deviationSeconds == null ? (
                      ''
                    ) : (
                      <Behind behind={behindOf(about, row, 'timed')} label={`${name}, ${text.stage(stage)}`}>
                        {text.deviation(row.deviationSeconds)}
                      </Behind>
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Orange for later than the norm, green for earlier; fullest at twice the norm, or none of it. */
function shade(row: Kept | undefined): string | undefined {
  if (!row?.normSeconds || row.deviationSeconds === null) return undefined;
  const part = Math.min(1, Math.abs(row.deviationSeconds) / row.normSeconds);
  const color = row.deviationSeconds > 0 ? 'orange' : 'green';
  return `color-mix(in srgb, var(--mantine-color-${color}-6) ${Math.round(6 + 32 * part)}%, transparent)`;
}
