import type { Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { Anchor, Button, Input, Select, Stack } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import type { FunnelTunnel } from './funnel-tunnels.ts';

interface Props {
  funnel: Funnel;
  stage: Stage;
  tunnels: readonly FunnelTunnel[];
  onSelect: (ids: string[]) => void;
  onTunnel: (stage: string) => void;
}

/** The ways and tunnels from a stage, to choose and to draw without a mouse. */
export function StageWays({ funnel, stage, tunnels, onSelect, onTunnel }: Props) {
  const { t } = useTranslation('canvas');
  const { label } = useFormats();
  const { edit } = useBuilder();
  const nameOf = (key: string) => label(funnel.stages.find((each) => each.key === key)?.name ?? key);
  const ways = funnel.transitions === 'free' ? [] : funnel.transitions.filter(({ from }) => from === stage.key);
  const own = tunnels.filter((tunnel) => tunnel.stage === stage.key);
  const reachable = new Set([stage.key, ...ways.map(({ to }) => to)]);
  return (
    <Stack gap="xs" mt="md">
      <Input.Wrapper label={t('ways')} labelElement="div">
        <Stack gap={2}>
          {ways.map(({ to, label: name }) => (
            <Anchor key={to} component="button" size="sm" ta="left" onClick={() => onSelect([`${stage.key}→${to}`])}>
              → {nameOf(to)}
              {name && ` (${label(name)})`}
            </Anchor>
          ))}
          {own.map(({ id, name, inwards }) => (
            <Anchor key={id} component="button" size="sm" ta="left" onClick={() => onSelect([id])}>
              {inwards ? '⇠' : '⇢'} {name}
            </Anchor>
          ))}
        </Stack>
      </Input.Wrapper>
      {funnel.transitions !== 'free' && (
        <Select
          aria-label={t('drawTo')}
          placeholder={t('drawTo')}
          size="xs"
          value={null}
          data={funnel.stages
            .filter(({ key }) => !reachable.has(key))
            .map((each) => ({ value: each.key, label: label(each.name) }))}
          onChange={(to) => {
            if (to === null) return;
            edit({ kind: 'transition.add', funnel: funnel.key, transition: { from: stage.key, to } });
          }}
        />
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowsSplit2 size={14} />}
        onClick={() => onTunnel(stage.key)}
      >
        {t('tunnel.new')}
      </Button>
    </Stack>
  );
}
