import type { Stage } from '@etapa/shared/definition/entity-type';
import { Button, Select } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../fields/new-key.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { useBuilder } from './builder-context.ts';
import { FunnelDesign } from './funnel-design.tsx';
import { newStageKey } from './stage-keys.ts';

/** The funnels of a process: stages and the ways between them, to add, order, connect, rename and remove. */
export function FunnelPart() {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const { definition, published, edit } = useBuilder();
  const [chosen, setChosen] = useState<string | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const funnels = definition.funnels ?? [];
  const funnel = funnels.find(({ key }) => key === chosen) ?? funnels[0];
  const addFunnel = () => {
    const key = newKey(
      '',
      'funnel',
      [...funnels, ...(published.funnels ?? [])].map((one) => one.key),
    );
    const stages: Stage[] = [
      { key: newStageKey(definition, published, 'begin'), name: t('funnel.first'), group: 'open' },
      { key: newStageKey(definition, published, 'done'), name: t('funnel.won'), group: 'won' },
      { key: newStageKey(definition, published, 'stopped'), name: t('funnel.lost'), group: 'lost' },
    ];
    edit({ kind: 'funnel.add', funnel: { key, name: t('funnel.new'), stages, transitions: 'free' } });
    setChosen(key);
    setFresh(key);
  };
  const add = (
    <Button key="add" variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={addFunnel}>
      {t('funnel.add')}
    </Button>
  );
  if (!funnel) return <Empty icon={<IconFilter />} title={t('funnel.none')} action={add} />;
  const picker = funnels.length > 1 && (
    <Select
      key="picker"
      size="xs"
      w={160}
      aria-label={t('funnel.choose')}
      allowDeselect={false}
      value={funnel.key}
      onChange={setChosen}
      data={funnels.map((one) => ({ value: one.key, label: label(one.name) }))}
    />
  );
  return <FunnelDesign key={funnel.key} funnel={funnel} fresh={funnel.key === fresh} tools={[picker, add]} />;
}
