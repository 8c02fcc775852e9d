import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useColumnWords } from '../../conditions/column-words.ts';
import type { ReportRowsAnswer } from '../../data/report-rows.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { TextLink } from '../../ui/link.tsx';
import { usePlaceText } from './place-text.ts';

type Row = ReportRowsAnswer['items'][number];

interface Props {
  type: EntityType;
  /** The first page, which tells the columns. */
  answer: ReportRowsAnswer;
  /** What people and rules are called, of each page. */
  names: ReportRowsAnswer['names'][];
  rows: Row[];
}

/** Visits, tasks, events or contacts as a table; each opens its record's card. */
export function RowsTable({ type, answer, names, rows }: Props) {
  const { t } = useTranslation('reports');
  const { label, seconds } = useFormats();
  const words = useColumnWords(type);
  const placeText = usePlaceText(type, { names: Object.assign({}, ...names) });
  const titled = type.fields.find(({ key }) => key === type.titleField);
  const severalFunnels = (type.funnels?.length ?? 0) > 1;
  const columns = answer.columns.filter(({ key }) => key !== 'visit.funnel' || severalFunnels);
  const cell = (key: string, kind: string, value: unknown) => {
    if (value === undefined || value === null) return key === 'visit.leftAt' ? t('rows.stillThere') : '—';
    if (kind === 'seconds') return seconds(Number(value));
    return placeText({ field: key }, { key: value as JsonValue, others: false });
  };
  return (
    <Table.ScrollContainer minWidth={200 + columns.length * 130} type="native">
      <Table verticalSpacing={5} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{label(titled?.label) || t('rows.record')}</Table.Th>
            {columns.map(({ key, kind }) => (
              <Table.Th key={key} ta={kind === 'seconds' ? 'right' : undefined}>
                {words.name(key)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, record, values }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <TextLink
                  to="."
                  search={(before: object) => ({ ...before, card: record.number })}
                  params={(before: object) => before}
                  inherit
                >
                  {record.title || `#${record.number}`}
                </TextLink>
              </Table.Td>
              {columns.map(({ key, kind }) => (
                <Table.Td key={key} ta={kind === 'seconds' ? 'right' : undefined}>
                  <Text span inherit c={values[key] === undefined ? 'dimmed' : undefined}>
                    {cell(key, kind, values[key])}
                  </Text>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
