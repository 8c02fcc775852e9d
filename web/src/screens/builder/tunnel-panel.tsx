import { Button, Stack, Text, Title } from '@mantine/core';
import { IconBolt, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FunnelTunnel } from './funnel-tunnels.ts';

/** A tunnel is a rule: it is told here, and changed where rules are. */
export function TunnelPanel({ tunnel, onRemove }: { tunnel: FunnelTunnel; onRemove: () => void }) {
  const { t } = useTranslation('canvas');
  const { rule } = tunnel;
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('tunnel.panel')}
      </Title>
      <Text fw={600}>{rule.name}</Text>
      {!rule.enabled && (
        <Text size="sm" c="dimmed">
          {t('tunnel.off')}
        </Text>
      )}
      {rule.description && <Text size="sm">{rule.description}</Text>}
      <Text size="sm" c="dimmed">
        {t('tunnel.lead')}
      </Text>
      <Button
        component={Link}
        to={`/p/${rule.entityType}/rules/${rule.key}`}
        variant="default"
        size="xs"
        leftSection={<IconBolt size={14} />}
      >
        {t('tunnel.open')}
      </Button>
      <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={14} />} onClick={onRemove}>
        {t('tunnel.remove')}
      </Button>
    </Stack>
  );
}
