import type { Behind as BehindFigure } from '@etapa/shared/api/behind';
import type { Compared } from '@etapa/shared/reports/comparison';
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { Behind } from './behind.tsx';

interface Props {
  kind: 'count' | 'share' | 'time';
  values: Compared;
  /** Of the figure, for a reader who hears the number alone. */
  label: string;
  behind: [BehindFigure, BehindFigure];
  names: [string, string];
}

/** A figure of two reports, each opening its records, and the difference. */
export function ComparedCells({ kind, values, label, behind, names }: Props) {
  const { t } = useTranslation('reports');
  const { number, percent, seconds } = useFormats();
  const text = (value: number): string =>
    kind === 'share' ? percent(value) : kind === 'time' ? seconds(value) : number(value);
  // Shares differ by points: a tenth more of half of them is not sixty of a hundred.
  const size = (value: number): string =>
    kind === 'share' ? t('compare.points', { value: number(value * 100, { maximumFractionDigits: 1 }) }) : text(value);
  const signed = (value: number): string => (value > 0 ? `+${size(value)}` : value < 0 ? `−${size(-value)}` : size(0));
  return (
    <>
      {([values.one, values.other] as const).map((value, at) => (
        <Table.Td key={at === 0 ? 'one' : 'other'} ta="right" style={{ whiteSpace: 'nowrap' }}>
          {value === null ? (
            '—'
          ) : (
            <Behind behind={behind[at] as BehindFigure} label={`${names[at]}, ${label}`}>
              {text(value)}
            </Behind>
          )}
        </Table.Td>
      ))}
      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
        <Text span inherit fw={values.difference ? 600 : 400} c={values.difference ? undefined : 'dimmed'}>
          {values.difference === null ? '—' : signed(values.difference)}
        </Text>
      </Table.Td>
    </>
  );
}
