import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Anchor, Radio, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FieldDisplay } from '../../fields/field-display.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import type { MergeRow, Side } from './merge-rows.ts';
import classes from './merge-table.module.css';

interface Props {
  type: EntityType;
  records: [RecordView, RecordView];
  rows: readonly MergeRow[];
  picked: { [field: string]: Side };
  onPick: (field: string, side: Side) => void;
}

const SIDES: Side[] = [0, 1];

/** Field by field, both values beside each other, one of them chosen. */
export function MergeTable({ type, records, rows, picked, onPick }: Props) {
  const { t } = useTranslation('duplicates');
  const { label } = useFormats();
  return (
    <Table className={classes.table} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('field')}</Table.Th>
          {records.map((record) => (
            <Table.Th key={record.id}>
              <Anchor component={Link} to={`/p/${type.key}/records/${record.number}`} target="_blank" size="sm">
                {record.title} #{record.number}
              </Anchor>
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ field, how, side }) => (
          <Table.Tr key={field.key} data-field={field.key}>
            <Table.Th scope="row">
              {label(field.label)}
              {how !== 'choose' && (
                <Text size="xs" c="dimmed">
                  {t(how === 'both' ? 'bothKept' : 'sameValue')}
                </Text>
              )}
            </Table.Th>
            {SIDES.map((each) => {
              const record = records[each];
              const value = record.doc[field.key];
              const shown =
                value === undefined ? (
                  <Text size="sm" c="dimmed">
                    {t('empty')}
                  </Text>
                ) : (
                  <FieldDisplay field={field} value={value} doc={record.doc} titles={record.titles} compact />
                );
              const chosen = (picked[field.key] ?? side) === each;
              return (
                <Table.Td key={each} data-chosen={how === 'choose' && chosen ? true : undefined}>
                  {how === 'choose' ? (
                    <Radio
                      name={`merge-${field.key}`}
                      checked={chosen}
                      onChange={() => onPick(field.key, each)}
                      aria-label={t('take', { field: label(field.label), title: `${record.title} #${record.number}` })}
                      label={shown}
                    />
                  ) : (
                    shown
                  )}
                </Table.Td>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
