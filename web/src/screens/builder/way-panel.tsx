import type { Funnel, Transition } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import { Button, Stack, Text, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { ConditionInput } from './condition-input.tsx';
import { LabelInput } from './label-input.tsx';
import { RoleChoice } from './role-choice.tsx';

interface Props {
  funnel: Funnel;
  way: Transition;
  onRemove: () => void;
  /** Puts a stage between the two. */
  onInto: () => void;
}

/** A way between two stages: what it is called and who may go it. */
export function WayPanel({ funnel, way, onRemove, onInto }: Props) {
  const { t } = useTranslation('builder');
  const { t: process } = useTranslation('process');
  const { t: ways } = useTranslation('ways');
  const { label } = useFormats();
  const { edit } = useBuilder();
  const { from, to } = way;
  const set = (settings: Settings<Transition>) =>
    edit({ kind: 'transition.update', funnel: funnel.key, from, to, set: settings });
  const nameOf = (key: string) => label(funnel.stages.find((stage) => stage.key === key)?.name ?? key);
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('way.title')}
      </Title>
      <Text>
        {nameOf(from)} → {nameOf(to)}
      </Text>
      <LabelInput label={t('way.label')} value={way.label} onSettle={(name) => set({ label: name })} />
      <ConditionInput label={t('way.guard')} value={way.guard} onChange={(guard) => set({ guard })} />
      <RoleChoice label={process('rights.go')} value={way.roles} onChange={(roles) => set({ roles: roles ?? null })} />
      <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={onInto}>
        {ways('into')}
      </Button>
      <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={14} />} onClick={onRemove}>
        {t('way.remove')}
      </Button>
    </Stack>
  );
}
