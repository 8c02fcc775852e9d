import type { Behind as BehindFigure } from '@etapa/shared/api/behind';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReportAnswer } from '../../data/reports.ts';
import { usePeopleOptions } from '../../fields/person-options.ts';
import { RecordName } from '../../fields/record-name.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { type Bucket, inOrder, keysInOrder, plainNumber } from './analysis-model.ts';
import classes from './analysis-rows.module.css';
import { Behind } from './behind.tsx';
import { type Sum, useSumText } from './sum-text.ts';

interface Props {
  answer: ReportAnswer;
  type: EntityType;
  /** Field that the rows are grouped by. */
  group: string;
  groupName: string;
  bucket: Bucket | null;
  /** Name of the measure. */
  measure: string;
  /** Field that is measured; absent for counts. */
  field: string | undefined;
}

/** One row per group, with a bar as long as its number, and the total. */
export function AnalysisRows({ answer, type, group, groupName, bucket, measure, field }: Props) {
  const { t } = useTranslation('reports');
  const { number } = useFormats();
  const sumText = useSumText(type);
  const [groupColumn, measureColumn] = answer.columns.map((column) => column.key);
  const rows = inOrder(
    answer.rows.map((row) => ({ key: row[groupColumn ?? ''] ?? null, value: row[measureColumn ?? ''] })),
    keysInOrder(type, group),
  );
  const longest = Math.max(0, ...rows.map((row) => plainNumber(row.value) ?? 0));
  const text = (value: unknown): string => {
    if (value === null || value === undefined) return '—';
    if (field) return sumText(field, value as Sum);
    return typeof value === 'number' ? number(value) : String(value);
  };
  const behind = (values: { [key: string]: string | number | boolean | null }): BehindFigure => ({
    report: 'query',
    dataset: 'records',
    groupBy: [{ field: group, ...(bucket ? { bucket } : {}) }],
    group: values,
  });
  const total = answer.totals[measureColumn ?? ''];
  return (
    <Table verticalSpacing={5}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{groupName}</Table.Th>
          <Table.Td className={classes.bars} />
          <Table.Th ta="right">{measure}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, value }) => {
          return (
            <Table.Tr key={String(key)}>
              <Table.Td>
                <GroupName type={type} group={group} bucket={bucket} value={key} />
              </Table.Td>
              <Table.Td className={classes.bars}>
                <div
                  className={classes.bar}
                  style={{ width: `${longest > 0 ? (100 * Math.max(0, plainNumber(value) ?? 0)) / longest : 0}%` }}
                />
              </Table.Td>
              <Table.Td ta="right">
                {text(value) === '—' ? (
                  '—'
                ) : (
                  <Behind behind={behind({ [groupColumn ?? '']: key as string })}>{text(value)}</Behind>
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
      {total !== undefined && total !== null && (
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th>{t('total')}</Table.Th>
            <Table.Td className={classes.bars} />
            <Table.Th ta="right">
              <Behind behind={{ report: 'query', dataset: 'records' }}>{text(total)}</Behind>
            </Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      )}
    </Table>
  );
}

function GroupName({
  type,
  group,
  bucket,
  value,
}: {
  type: EntityType;
  group: string;
  bucket: Bucket | null;
  value: unknown;
}) {
  const { t } = useTranslation('reports');
  const { t: common } = useTranslation();
  const { label, number, bucket: formatBucket } = useFormats();
  const people = usePeopleOptions('').data;
  if (value === null || value === undefined) return <Text c="dimmed">{t('empty')}</Text>;
  const text = String(value);
  if (bucket) return formatBucket(bucket, text);
  const funnels = type.funnels ?? [];
  if (group === '$stage')
    return label(funnels.flatMap((one) => one.stages).find((one) => one.key === text)?.name ?? text);
  if (group === '$funnel') return label(funnels.find((one) => one.key === text)?.name ?? text);
  if (group === '$stageGroup' && (text === 'open' || text === 'won' || text === 'lost')) return t(`group.${text}`);
  const definition = type.fields.find((one) => one.key === group);
  if (group === '$owner' || definition?.kind === 'user') return people?.find((one) => one.id === text)?.name ?? text;
  if (definition?.kind === 'link' && definition.target) return <RecordName entityType={definition.target} id={text} />;
  if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
  if (typeof value === 'number') return number(value);
  const option = definition?.options?.find((one) => one.key === text);
  return option ? label(option.label) : text;
}
