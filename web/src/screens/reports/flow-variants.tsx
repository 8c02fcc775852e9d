import type { FlowBehind } from '@etapa/shared/api/behind';
import type { Funnel } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Button, Stack, Table, Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow } from '../../data/reports.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { stageColor, stageCss } from '../../ui/stage-color.ts';
import { Behind } from './behind.tsx';
import classes from './flow.module.css';
import { namesOf } from './flow-model.ts';

interface Props {
  flow: Flow;
  funnel: Funnel;
  behind: FlowBehind;
  /** The way that is played on the map. */
  shown: string[] | null;
  onShow: (path: string[] | null) => void;
}

const FEW = 8;

/** The ways that records took, the commonest first; each can be played on the map. */
export function FlowVariants({ flow, funnel, behind, shown, onShow }: Props) {
  const { t } = useTranslation('reports');
  const { label, number, percent } = useFormats();
  const [all, setAll] = useState(false);
  const name = namesOf(funnel, label);
  const colorOf = (key: string) => {
    const at = funnel.stages.findIndex((stage) => stage.key === key);
    const stage = funnel.stages[at];
    return stage ? stageCss(stageColor(stage, at)) : 'var(--ink-soft)';
  };
  return (
    <Stack gap="xs" align="flex-start">
      <Table.ScrollContainer minWidth={520} type="native" w="100%">
        <Table verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={40} aria-label={t('flow.play')} />
              <Table.Th>{t('flow.way')}</Table.Th>
              <Table.Th ta="right">{t('flow.records')}</Table.Th>
              <Table.Th ta="right">{t('flow.portion')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {flow.variants.slice(0, all ? undefined : FEW).map(({ path, count, share }) => {
              const key = path.join('\n');
              const playing = shown?.join('\n') === key;
              const way = path.map(name).join(' → ');
              return (
                <Table.Tr key={key}>
                  <Table.Td>
                    <Tooltip label={t(playing ? 'flow.stop' : 'flow.play')}>
                      <ActionIcon
                        variant={playing ? 'filled' : 'subtle'}
                        size="sm"
                        aria-label={`${t(playing ? 'flow.stop' : 'flow.play')}: ${way}`}
                        onClick={() => onShow(playing ? null : path)}
                      >
                        {playing ? <IconPlayerStop size={14} /> : <IconPlayerPlay size={14} />}
                      </ActionIcon>
                    </Tooltip>
                  </Table.Td>
                  <Table.Td>
                    <span className={classes.path}>
                      {path.map((stage, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: a way may pass a stage twice; its order never changes.
                        <span key={at} className={classes.stage}>
                          <span className={classes.dot} style={{ background: colorOf(stage) }} />
                          {name(stage)}
                        </span>
                      ))}
                    </span>
                  </Table.Td>
                  <Table.Td ta="right">
                    <Behind behind={{ ...behind, path }} label={way}>
                      {number(count)}
                    </Behind>
                  </Table.Td>
                  <Table.Td ta="right">{percent(share)}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {flow.variants.length > FEW && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? t('flow.fewer') : t('flow.more', { count: flow.variants.length - FEW })}
        </Button>
      )}
    </Stack>
  );
}
