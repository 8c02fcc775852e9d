import { Accordion, Alert, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Diagram } from '../../data/packages.ts';
import { type AccountRow, AccountTable } from './account-table.tsx';

/** What became of everything in a diagram: first what has no place, then what has. */
export function DiagramAccount({ diagram: { carried, left } }: { diagram: Diagram }) {
  const { t } = useTranslation('packages');
  const reason = (code: string, message?: string) => t(`reason.${code}`, { defaultValue: message ?? code });
  const gone = left.map(
    ({ id, name, kind, within, ...each }): AccountRow => ({
      ...{ id: id ?? within ?? null, name, kind, text: reason(each.reason, each.message) },
    }),
  );
  const kept = carried.map(
    ({ id, name, kind, as, to = '', note, message }): AccountRow => ({
      ...{ id, name, kind, text: t(`as.${as}`, { to: to || name || t('nameless') }) },
      ...(note ? { note: reason(note, message) } : {}),
    }),
  );
  return (
    <Stack gap="sm">
      {left.length === 0 && (
        <Alert variant="light" color="green" icon={<IconCheck size={18} />}>
          {t('leftNone')}
        </Alert>
      )}
      <Accordion variant="separated" multiple defaultValue={left.length > 0 ? ['left'] : []}>
        {left.length > 0 && (
          <Accordion.Item value="left">
            <Accordion.Control>{t('left', { count: left.length })}</Accordion.Control>
            <Accordion.Panel>
              <AccountTable rows={gone} last={t('column.why')} label={t('left', { count: left.length })} />
            </Accordion.Panel>
          </Accordion.Item>
        )}
        <Accordion.Item value="carried">
          <Accordion.Control>{t('carried', { count: carried.length })}</Accordion.Control>
          <Accordion.Panel>
            <AccountTable rows={kept} last={t('column.became')} label={t('carried', { count: carried.length })} />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
      <Text size="sm" c="dimmed">
        {t('sketches')}
      </Text>
    </Stack>
  );
}
