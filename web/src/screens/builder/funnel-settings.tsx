import type { Funnel } from '@etapa/shared/definition/entity-type';
import { Button, Select, Stack, Switch, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { DrawWays } from './draw-ways.tsx';
import { LabelInput } from './label-input.tsx';

/** What holds for a whole funnel; and ways drawn without a mouse. */
export function FunnelSettings({ funnel, fresh }: { funnel: Funnel; fresh: boolean }) {
  const name = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fresh) name.current?.querySelector('input')?.select();
  }, [fresh]);
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const [from, setFrom] = useState<string | null>(null);
  const [drawing, setDrawing] = useState(false);
  const free = funnel.transitions === 'free';
  const stages = funnel.stages.map(({ key, name }) => ({ value: key, label: label(name) }));
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('funnel.title')}
      </Title>
      <div ref={name}>
        <LabelInput
          label={t('name')}
          required
          value={funnel.name}
          onSettle={(name) => name !== null && edit({ kind: 'funnel.update', funnel: funnel.key, set: { name } })}
        />
      </div>
      <Switch
        label={t('funnel.free')}
        description={t('funnel.freeLead')}
        checked={free}
        onChange={(event) =>
          event.currentTarget.checked
            ? edit({ kind: 'transitions.free', funnel: funnel.key, free: true })
            : setDrawing(true)
        }
      />
      {!free && (
        <>
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
      {drawing && <DrawWays funnel={funnel} onClose={() => setDrawing(false)} />}
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
