import type { Funnel, Transition } from '@etapa/shared/definition/entity-type';
import { Button, Stack, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { ConditionInput } from './condition-input.tsx';
import { relabelled } from './label-texts.ts';
import { SettledInput } from './settled-input.tsx';

interface Props {
  funnel: Funnel;
  way: Transition;
  onRemove: () => void;
}

/** A way between two stages: what it is called and who may go it. */
export function WayPanel({ funnel, way, onRemove }: Props) {
  const { t } = useTranslation('builder');
  const { label, language } = useFormats();
  const { edit } = useBuilder();
  const { from, to } = way;
  const nameOf = (key: string) => label(funnel.stages.find((stage) => stage.key === key)?.name ?? key);
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('way.title')}
      </Title>
      <Text>
        {nameOf(from)} → {nameOf(to)}
      </Text>
      <SettledInput
        label={t('way.label')}
        value={label(way.label)}
        onSettle={(text) =>
          edit({
            kind: 'transition.update',
            funnel: funnel.key,
            from,
            to,
            set: { label: text === '' ? null : relabelled(way.label, text, language) },
          })
        }
      />
      <ConditionInput
        label={t('way.guard')}
        value={way.guard}
        onChange={(guard) => edit({ kind: 'transition.update', funnel: funnel.key, from, to, set: { guard } })}
      />
      <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={14} />} onClick={onRemove}>
        {t('way.remove')}
      </Button>
    </Stack>
  );
}
