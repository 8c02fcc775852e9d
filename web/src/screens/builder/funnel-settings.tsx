import type { Funnel, Transition } from '@etapa/shared/definition/entity-type';
import { Button, Select, Stack, Switch, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linesOf } from '../../canvas/funnel-graph.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { LabelInput } from './label-input.tsx';

/** What holds for a whole funnel; and ways drawn without a mouse. */
export function FunnelSettings({ funnel }: { funnel: Funnel }) {
  const { t } = useTranslation('builder');
  const { t: process } = useTranslation('process');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const [from, setFrom] = useState<string | null>(null);
  const free = funnel.transitions === 'free';
  // What the canvas shows of a free funnel is what one expects to stay when only drawn ways are left.
  const usual = linesOf(funnel, () => undefined).map((line) => ({ from: line.from, to: line.to }));
  const every = funnel.stages.flatMap((one) =>
    funnel.stages.filter((other) => other !== one).map((other) => wayOf(funnel, one.key, other.key)),
  );
  const draw = (anywhere: boolean, ways: Transition[]) =>
    edit({ kind: 'transitions.free', funnel: funnel.key, free: anywhere, ...(anywhere ? {} : { ways }) });
  const stages = funnel.stages.map(({ key, name }) => ({ value: key, label: label(name) }));
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('funnel.title')}
      </Title>
      <LabelInput
        label={t('name')}
        required
        value={funnel.name}
        onSettle={(name) => name !== null && edit({ kind: 'funnel.update', funnel: funnel.key, set: { name } })}
      />
      <Switch
        label={t('funnel.free')}
        description={t('funnel.freeLead')}
        checked={free}
        onChange={(event) => draw(event.currentTarget.checked, usual)}
      />
      {!free && (
        <>
          <Text size="xs" c="dimmed">
            {process('waysLead')}
          </Text>
          <Button
            variant="default"
            size="xs"
            disabled={every.length === funnel.transitions.length}
            onClick={() => draw(false, every)}
          >
            {process('everyWay')}
          </Button>
          <Select label={t('way.from')} data={stages} value={from} onChange={setFrom} />
          <Select
            label={t('way.add')}
            disabled={from === null}
            data={stages.filter(({ value }) => value !== from)}
            value={null}
            onChange={(to) => {
              if (from !== null && to !== null)
                edit({ kind: 'transition.add', funnel: funnel.key, transition: { from, to } });
            }}
          />
        </>
      )}
      {(definition.funnels?.length ?? 0) > 1 && (
        <Button
          variant="subtle"
          color="red"
          size="xs"
          leftSection={<IconTrash size={14} />}
          onClick={() => edit({ kind: 'funnel.remove', funnel: funnel.key })}
        >
          {t('funnel.remove')}
        </Button>
      )}
    </Stack>
  );
}

/** The way there is between two stages, with what was said of it, or a new one. */
const wayOf = ({ transitions }: Funnel, from: string, to: string): Transition =>
  (transitions === 'free' ? undefined : transitions.find((way) => way.from === from && way.to === to)) ?? { from, to };
