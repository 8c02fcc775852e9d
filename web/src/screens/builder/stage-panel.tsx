import { isComputed } from '@etapa/shared/definition/document';
import type { Funnel, Stage, StageGroup } from '@etapa/shared/definition/entity-type';
import type { Settings } from '@etapa/shared/definition/keyed-list';
import {
  ActionIcon,
  Button,
  Group,
  Input,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Stack,
  Switch,
  Title,
} from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SpanInput } from '../../fields/span-input.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { stageColor } from '../../ui/stage-color.ts';
import { useBuilder } from './builder-context.ts';
import { ColorChoice } from './color-choice.tsx';
import { ConditionInput } from './condition-input.tsx';
import { LabelInput } from './label-input.tsx';
import { RoleChoice } from './role-choice.tsx';

interface Props {
  funnel: Funnel;
  stage: Stage;
  onRemove: () => void;
}

/** What a stage is: how it is called, when a card may enter, how long it should take, what to do there. */
export function StagePanel({ funnel, stage, onRemove }: Props) {
  const { t } = useTranslation('builder');
  const { t: process } = useTranslation('process');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const set = (settings: Settings<Stage>) =>
    edit({ kind: 'stage.update', funnel: funnel.key, stage: stage.key, set: settings });
  const at = funnel.stages.indexOf(stage);
  const move = (to: number) => edit({ kind: 'stage.move', funnel: funnel.key, stage: stage.key, to });
  const askable = definition.fields.filter((field) => !isComputed(field) && field.kind !== 'autonumber');
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h4">
          {t('stage.title')}
        </Title>
        <Group gap={4} wrap="nowrap">
          <ActionIcon variant="default" aria-label={t('stage.before')} disabled={at === 0} onClick={() => move(at - 1)}>
            <IconArrowLeft size={16} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={t('stage.after')}
            disabled={at === funnel.stages.length - 1}
            onClick={() => move(at + 1)}
          >
            <IconArrowRight size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <LabelInput label={t('name')} required value={stage.name} onSettle={(name) => name !== null && set({ name })} />
      <Input.Wrapper label={t('stage.group')} labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('stage.group')}
          data={(['open', 'won', 'lost'] as const).map((group) => ({ value: group, label: t(`group.${group}`) }))}
          value={stage.group}
          onChange={(group) => set({ group: group as StageGroup })}
        />
      </Input.Wrapper>
      <ColorChoice label={t('color')} value={stageColor(stage, at)} onChange={(color) => set({ color })} />
      <Group gap="xs" grow align="flex-start">
        <NumberInput
          label={t('stage.probability')}
          min={0}
          max={100}
          suffix=" %"
          value={stage.probability ?? ''}
          onChange={(value) => set({ probability: typeof value === 'number' ? value : null })}
        />
        <NumberInput
          label={t('stage.limit')}
          min={1}
          allowDecimal={false}
          value={stage.limit ?? ''}
          onChange={(value) => set({ limit: typeof value === 'number' ? value : null })}
        />
      </Group>
      <SpanInput
        value={stage.norm ?? ''}
        onChange={(norm) => set({ norm: norm ?? null })}
        input={{ label: t('stage.norm') }}
      />
      {stage.norm !== undefined && (
        <Switch
          label={process('workingTime')}
          description={process('workingTimeLead')}
          checked={stage.clock === 'working'}
          onChange={(event) => set({ clock: event.currentTarget.checked ? 'working' : null })}
        />
      )}
      <MultiSelect
        label={t('stage.required')}
        searchable
        data={askable.map((field) => ({ value: field.key, label: label(field.label) }))}
        value={stage.required ?? []}
        onChange={(required) => set({ required: required.length > 0 ? required : null })}
      />
      <ConditionInput label={t('stage.guard')} value={stage.guard} onChange={(guard) => set({ guard })} />
      <LabelInput
        label={t('stage.instructions')}
        markup
        value={stage.instructions}
        onSettle={(instructions) => set({ instructions })}
      />
      {(['see', 'enter', 'leave'] as const).map((right) => (
        <RoleChoice
          key={right}
          label={process(`rights.${right}`)}
          value={stage.rights?.[right]}
          onChange={(roles) => {
            const rights = { ...stage.rights, [right]: roles };
            const left = Object.fromEntries(Object.entries(rights).filter(([, keys]) => keys !== undefined));
            set({ rights: Object.keys(left).length > 0 ? left : null });
          }}
        />
      ))}
      <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={14} />} onClick={onRemove}>
        {t('stage.remove')}
      </Button>
    </Stack>
  );
}
