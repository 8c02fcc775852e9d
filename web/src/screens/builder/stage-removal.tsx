import type { Funnel } from '@etapa/shared/definition/entity-type';
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';

interface Props {
  funnel: Funnel;
  stages: readonly string[];
  /** How many live records are in a stage. */
  records: (stage: string) => number;
  onClose: (removed: boolean) => void;
}

/** Takes stages away; where there are cards in one, says where they will go. */
export function StageRemoval({ funnel, stages, records, onClose }: Props) {
  const { t } = useTranslation('builder');
  const { t: common } = useTranslation('common');
  const { t: tc } = useTranslation('canvas');
  const { label } = useFormats();
  const { edit, setTarget } = useBuilder();
  const [chosen, setChosen] = useState<{ [stage: string]: string }>({});
  const going = funnel.stages.filter(({ key }) => stages.includes(key));
  const others = funnel.stages.filter(({ key }) => !stages.includes(key));
  const held = going.filter(({ key }) => records(key) > 0);
  const [only] = going;
  const single = going.length === 1;
  const last = !others.some(({ group }) => group === 'open');
  const count = held.reduce((sum, { key }) => sum + records(key), 0);
  const title =
    single && only ? t('stage.removeTitle', { name: label(only.name) }) : tc('removeTitle', { count: going.length });
  return (
    <Modal opened onClose={() => onClose(false)} title={title} closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack gap="sm">
        {last ? (
          <Text size="sm" role="alert">
            {tc('lastOpen')}
          </Text>
        ) : (
          <Text size="sm">
            {count === 0
              ? single
                ? t('stage.removeEmpty')
                : tc('removeEmpty')
              : single
                ? t('stage.removeWith', { count })
                : tc('removeWith', { count })}
          </Text>
        )}
        {!last &&
          held.map((stage, at) => (
            <Select
              key={stage.key}
              label={single ? t('stage.target') : tc('target', { stage: label(stage.name), count: records(stage.key) })}
              data={others.map((each) => ({ value: each.key, label: label(each.name) }))}
              value={chosen[stage.key] ?? null}
              onChange={(target) => target && setChosen((before) => ({ ...before, [stage.key]: target }))}
              data-autofocus={at === 0 || undefined}
            />
          ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose(false)}>
            {t('cancel')}
          </Button>
          <Button
            color="red"
            disabled={last || held.some(({ key }) => chosen[key] === undefined)}
            onClick={() => {
              for (const { key } of held) setTarget(`${funnel.key}/${key}`, `${funnel.key}/${chosen[key]}`);
              edit(...going.map(({ key }) => ({ kind: 'stage.remove' as const, funnel: funnel.key, stage: key })));
              onClose(true);
            }}
          >
            {single ? t('stage.remove') : tc('remove', { count: going.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
