import { Button, Code, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** One thing of a diagram, with what became of it in words. */
export interface AccountRow {
  id: string | null;
  name: string;
  kind: string;
  text: string;
  note?: string;
}

/** Rows shown at once. */
const STEP = 100;

interface Props {
  rows: AccountRow[];
  /** Heading of the last column. */
  last: string;
  label: string;
}

/** Things of a diagram by name and id. */
export function AccountTable({ rows, last, label }: Props) {
  const { t } = useTranslation('packages');
  const [shown, setShown] = useState(STEP);
  return (
    <>
      <Table fz="sm" layout="fixed" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="45%">{t('column.what')}</Table.Th>
            <Table.Th>{last}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, shown).map(({ id, name, kind, text, note }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: files give ids twice or not at all, and the list never changes.
            <Table.Tr key={index}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {name || t('nameless')}
                <Text size="xs" c="dimmed">
                  {kind} {id && <Code fz="xs">{id}</Code>}
                </Text>
              </Table.Td>
              <Table.Td>
                {text}
                {note && (
                  <Text size="xs" c="dimmed">
                    {note}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > shown && (
        <Button variant="subtle" size="xs" onClick={() => setShown(shown + STEP * 5)}>
          {t('more', { count: rows.length - shown })}
        </Button>
      )}
    </>
  );
}
