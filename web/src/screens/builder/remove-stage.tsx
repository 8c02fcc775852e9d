import type { Funnel } from '@etapa/shared/definition/entity-type';
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';

interface Props {
  funnel: Funnel;
  stage: string;
  /** Live records that are in it. */
  records: number;
  onClose: (removed: boolean) => void;
}

/** Takes a stage away; where there are cards in it, says where they will go. */
export function RemoveStage({ funnel, stage, records, onClose }: Props) {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const { edit, setTarget } = useBuilder();
  const others = funnel.stages.filter(({ key }) => key !== stage);
  const [target, setChosen] = useState<string | null>(null);
  const name = label(funnel.stages.find(({ key }) => key === stage)?.name);
  return (
    <Modal opened onClose={() => onClose(false)} title={t('stage.removeTitle', { name })}>
      <Stack gap="sm">
        <Text size="sm">{records > 0 ? t('stage.removeWith', { count: records }) : t('stage.removeEmpty')}</Text>
        {records > 0 && (
          <Select
            label={t('stage.target')}
            data={others.map((each) => ({ value: each.key, label: label(each.name) }))}
            value={target}
            onChange={setChosen}
            data-autofocus
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose(false)}>
            {t('cancel')}
          </Button>
          <Button
            color="red"
            disabled={records > 0 && target === null}
            onClick={() => {
              if (target !== null) setTarget(`${funnel.key}/${stage}`, `${funnel.key}/${target}`);
              edit({ kind: 'stage.remove', funnel: funnel.key, stage });
              onClose(true);
            }}
          >
            {t('stage.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
