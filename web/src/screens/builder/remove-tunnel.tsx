import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useDeleteRule, useSaveRule } from '../../data/rules.ts';
import type { FunnelTunnel } from './funnel-tunnels.ts';

/** Asks what becomes of the rule that a tunnel is: switched off, or taken away. At once: rules are in no draft. */
export function RemoveTunnel({ tunnel, onClose }: { tunnel: FunnelTunnel; onClose: () => void }) {
  const { t } = useTranslation('canvas');
  const { rule } = tunnel;
  const remove = useDeleteRule(rule.entityType);
  const save = useSaveRule(rule.entityType);
  const others = rule.steps.length > 1;
  return (
    <Modal opened onClose={onClose} title={t('tunnel.removeTitle', { name: rule.name })}>
      <Stack gap="sm">
        <Text size="sm">{t(others ? 'tunnel.removeSteps' : 'tunnel.removeLead', { count: rule.steps.length })}</Text>
        <ProblemNotice error={remove.error ?? save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          {rule.enabled && (
            <Button
              variant="default"
              loading={save.isPending}
              onClick={() => save.mutate({ ...rule, enabled: false }, { onSuccess: onClose })}
            >
              {t('tunnel.switchOff')}
            </Button>
          )}
          <Button
            color="red"
            loading={remove.isPending}
            onClick={() => remove.mutate(rule.key, { onSuccess: onClose })}
          >
            {t('tunnel.removeRule')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
