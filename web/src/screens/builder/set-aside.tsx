import { Anchor, Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { setAsideQuery } from '../../data/set-aside.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useBuilder } from './builder-context.ts';

/** Every value that found no place when the process changed, with its record and why; nothing where there are none. */
export function SetAside({ asOf }: { asOf: string }) {
  const { t } = useTranslation('builder');
  const { t: common } = useTranslation();
  const { label } = useFormats();
  const { published } = useBuilder();
  const list = useInfiniteQuery(setAsideQuery(published.key, asOf));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  const nameOf = (key: string) => label(published.fields.find((field) => field.key === key)?.label ?? key);
  return (
    <Panel title={t('aside.title')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('aside.lead')}
      </Text>
      <Table.ScrollContainer minWidth={480}>
        <Table fz="sm" layout="fixed" style={{ overflowWrap: 'anywhere' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="30%">{t('effect.record')}</Table.Th>
              <Table.Th>{t('aside.field')}</Table.Th>
              <Table.Th>{t('effect.value')}</Table.Th>
              <Table.Th>{t('effect.reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(({ record, field, value, version, code, reason }) => (
              <Table.Tr key={`${record.id} ${field} ${version}`}>
                <Table.Td>
                  <Anchor component={Link} to={`/p/${published.key}/records/${record.number}`} size="sm">
                    {`#${record.number} ${record.title}`}
                  </Anchor>
                </Table.Td>
                <Table.Td>{nameOf(field)}</Table.Td>
                <Table.Td>{typeof value === 'string' ? value : JSON.stringify(value)}</Table.Td>
                <Table.Td>{t(`reason.${code}`, { defaultValue: reason })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {list.hasNextPage && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {common('loadMore')}
        </Button>
      )}
    </Panel>
  );
}
