import type { FlowBehind } from '@etapa/shared/api/behind';
import type { Funnel } from '@etapa/shared/definition/entity-type';
import { Badge, Group, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stepKind } from '../../canvas/step-kind.ts';
import type { Flow } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Term } from '../../ui/term.tsx';
import { Behind } from './behind.tsx';

interface Props {
  edges: Flow['edges'];
  funnel: Funnel;
  names: (stage: string) => string;
  behind: FlowBehind;
}

/** Every step as a row: the same as the map, to read and to reach without a mouse. */
export function FlowSteps({ edges, funnel, names, behind }: Props) {
  const { t } = useTranslation('reports');
  const { number, seconds } = useFormats();
  return (
    <Table.ScrollContainer minWidth={560} type="native">
      <Table verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('flow.from')}</Table.Th>
            <Table.Th>{t('flow.to')}</Table.Th>
            <Table.Th />
            <Table.Th ta="right">{t('flow.times')}</Table.Th>
            <Table.Th ta="right">{t('flow.records')}</Table.Th>
            <Table.Th ta="right">
              <Term means={t('flow.medianNote')}>{t('medianTime')}</Term>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {edges.map(({ from, to, count, records, medianSeconds }) => {
            const { isRework, isUnforeseen } = stepKind(funnel, from, to);
            const kinds = [
              ...(isRework ? (['rework'] as const) : []),
              ...(isUnforeseen ? (['unforeseen'] as const) : []),
            ];
            return (
              <Table.Tr key={`${from}\n${to}`}>
                <Table.Td>{names(from)}</Table.Td>
                <Table.Td>{names(to)}</Table.Td>
                <Table.Td>
                  <Group gap={4} wrap="nowrap">
                    {kinds.map((kind) => (
                      <Badge
                        key={kind}
                        variant="light"
                        color={kind === 'rework' ? 'orange' : 'gray'}
                        tt="none"
                        fw={500}
                        c="var(--mantine-color-text)"
                        style={{ flexShrink: 0 }}
                      >
                        {t(`flow.kind.${kind}`)}
                      </Badge>
                    ))}
                  </Group>
                </Table.Td>
                <Table.Td ta="right">
                  <Behind
                    behind={{ ...behind, edge: [from, to] }}
                    of="rows"
                    label={`${names(from)} → ${names(to)}, ${t('flow.times')}`}
                  >
                    {number(count)}
                  </Behind>
                </Table.Td>
                <Table.Td ta="right">
                  <Behind behind={{ ...behind, edge: [from, to] }} label={`${names(from)} → ${names(to)}`}>
                    {number(records)}
                  </Behind>
                </Table.Td>
                <Table.Td ta="right">{medianSeconds === null ? '—' : seconds(medianSeconds)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
