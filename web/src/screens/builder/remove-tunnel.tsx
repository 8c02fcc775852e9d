import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { ruleDocument, useCreateRule, useDeleteRule, useSaveRule } from '../../data/rules.ts';
import { showSaved } from '../../ui/undo-notice.tsx';
import type { FunnelTunnel } from './funnel-tunnels.ts';

/** Asks what becomes of the rule that a tunnel is: switched off, or taken away. At once: rules are in no draft. */
export function RemoveTunnel({ tunnel, onClose }: { tunnel: FunnelTunnel; onClose: () => void }) {
  const { t } = useTranslation('canvas');
  const { t: common } = useTranslation('common');
  const { t: said } = useTranslation('process');
  const { rule } = tunnel;
  const remove = useDeleteRule(rule.entityType);
  const save = useSaveRule(rule.entityType);
  const create = useCreateRule(rule.entityType);
  const gone = () => {
    onClose();
    showSaved({
      id: `tunnel-${rule.key}`,
      text: said('tunnelGone', { name: rule.name }),
      close: common('close'),
      undo: { label: common('undo'), run: () => create.mutate(ruleDocument(rule)) },
    });
  };
  const others = rule.steps.length > 1;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tunnel.removeTitle', { name: rule.name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
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
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(rule.key, { onSuccess: gone })}>
            {t('tunnel.removeRule')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
