import type { Funnel, Stage, StageGroup } from '@etapa/shared/definition/entity-type';
import { Button, Group, Menu, Select, Text } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FunnelEditor } from '../../canvas/funnel-editor.tsx';
import { stageCountsQuery } from '../../data/entity-types.ts';
import { rulesQuery } from '../../data/rules.ts';
import { durationSeconds } from '../../i18n/formats.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import classes from './builder.module.css';
import { useBuilder } from './builder-context.ts';
import { FunnelSettings } from './funnel-settings.tsx';
import { newKey, relabelled } from './new-key.ts';
import { RemoveStage } from './remove-stage.tsx';
import { StagePanel } from './stage-panel.tsx';
import { WayPanel } from './way-panel.tsx';

const GROUPS: StageGroup[] = ['open', 'won', 'lost'];

/** The funnels of a process: stages and the ways between them, to add, order, connect, rename and remove. */
export function FunnelPart() {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const { definition, edit } = useBuilder();
  const [chosen, setChosen] = useState<string | null>(null);
  const funnels = definition.funnels ?? [];
  const funnel = funnels.find(({ key }) => key === chosen) ?? funnels[0];
  const addFunnel = () => {
    const key = newKey(
      '',
      'funnel',
      funnels.map((one) => one.key),
    );
    const stages: Stage[] = [
      { key: 'begin', name: t('funnel.first'), group: 'open' },
      { key: 'done', name: t('funnel.won'), group: 'won' },
      { key: 'stopped', name: t('funnel.lost'), group: 'lost' },
    ];
    edit({ kind: 'funnel.add', funnel: { key, name: t('funnel.new'), stages, transitions: 'free' } });
    setChosen(key);
  };
  const add = (
    <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={addFunnel}>
      {t('funnel.add')}
    </Button>
  );
  if (!funnel) return <Empty icon={<IconFilter />} title={t('funnel.none')} action={add} />;
  const picker = funnels.length > 1 && (
    <Select
      size="xs"
      aria-label={t('funnel.choose')}
      allowDeselect={false}
      value={funnel.key}
      onChange={setChosen}
      data={funnels.map((one) => ({ value: one.key, label: label(one.name) }))}
    />
  );
  return <OneFunnel key={funnel.key} funnel={funnel} tools={[picker, add]} />;
}

function OneFunnel({ funnel, tools }: { funnel: Funnel; tools: React.ReactNode[] }) {
  const { t } = useTranslation('builder');
  const { seconds, percent, language } = useFormats();
  const { definition, published, edit } = useBuilder();
  const [selected, setSelected] = useState<string | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const isLive = published.funnels?.some(({ key }) => key === funnel.key) ?? false;
  const counts = useQuery({ ...stageCountsQuery(definition.key, funnel.key), enabled: isLive }).data;
  const rules = useQuery(rulesQuery(definition.key)).data;
  const stage = funnel.stages.find(({ key }) => key === selected);
  const way =
    funnel.transitions === 'free' ? undefined : funnel.transitions.find(({ from, to }) => `${from}→${to}` === selected);

  const details = useMemo(() => {
    const byKey = new Map(funnel.stages.map((each) => [each.key, each]));
    return (key: string): string => {
      const { norm, probability, required } = byKey.get(key) ?? {};
      const length = norm ? durationSeconds(norm) : null;
      const count = counts?.get(key) ?? 0;
      const own = rules?.filter(({ trigger }) => stagesOf(trigger).includes(key)).length ?? 0;
      return [
        count > 0 && t('stage.records', { count }),
        length !== null && seconds(length),
        probability !== undefined && percent(probability / 100),
        required?.length && t('stage.asks', { count: required.length }),
        own > 0 && t('stage.rules', { count: own }),
      ]
        .filter((part): part is string => typeof part === 'string')
        .join(' · ');
    };
  }, [funnel.stages, counts, rules, t, seconds, percent]);

  const rename = useCallback(
    (key: string, name: string) => {
      const old = funnel.stages.find((each) => each.key === key)?.name;
      edit({ kind: 'stage.update', funnel: funnel.key, stage: key, set: { name: relabelled(old, name, language) } });
    },
    [edit, funnel, language],
  );
  const addStage = (group: StageGroup) => {
    const key = newKey(
      '',
      'stage',
      funnel.stages.map((each) => each.key),
    );
    // Behind the stage that is chosen, else last of its group.
    const after = stage?.group === group ? stage : funnel.stages.findLast((each) => each.group === group);
    const at = after ? funnel.stages.indexOf(after) + 1 : undefined;
    edit({ kind: 'stage.add', funnel: funnel.key, stage: { key, name: t('stage.new'), group }, at });
    setSelected(key);
  };
  const remove = (what: string) => {
    if (funnel.stages.some(({ key }) => key === what)) return setRemoving(what);
    const [from = '', to = ''] = what.split('→');
    edit({ kind: 'transition.remove', funnel: funnel.key, from, to });
    setSelected(null);
  };
  return (
    <div className={classes.split}>
      <div className={classes.canvas}>
        <Group className={classes.tools} gap="xs">
          <Menu>
            <Menu.Target>
              <Button size="xs" leftSection={<IconPlus size={14} />}>
                {t('stage.add')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {GROUPS.map((group) => (
                <Menu.Item key={group} onClick={() => addStage(group)}>
                  {t(`group.${group}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          {tools}
        </Group>
        <FunnelEditor
          funnel={funnel}
          details={details}
          selected={selected}
          onSelect={setSelected}
          onRename={rename}
          onMove={(key, to) => edit({ kind: 'stage.move', funnel: funnel.key, stage: key, to })}
          onConnect={(from, to) => {
            edit({ kind: 'transition.add', funnel: funnel.key, transition: { from, to } });
            setSelected(`${from}→${to}`);
          }}
          onRemove={remove}
        />
      </div>
      <aside className={classes.side} aria-label={t('panel')}>
        {stage ? (
          <StagePanel
            key={stage.key}
            funnel={funnel}
            stage={stage}
            onRename={(name) => rename(stage.key, name)}
            onRemove={() => setRemoving(stage.key)}
          />
        ) : way ? (
          <WayPanel key={selected} funnel={funnel} way={way} onRemove={() => remove(`${way.from}→${way.to}`)} />
        ) : (
          <FunnelSettings funnel={funnel} />
        )}
        <Text size="sm" c="dimmed" mt="md">
          {t('canvasHint')}
        </Text>
      </aside>
      {removing !== null && (
        <RemoveStage
          funnel={funnel}
          stage={removing}
          records={counts?.get(removing) ?? 0}
          onClose={(removed) => {
            setRemoving(null);
            if (removed) setSelected(null);
          }}
        />
      )}
    </div>
  );
}

function stagesOf(trigger: object): string[] {
  return 'stages' in trigger && Array.isArray(trigger.stages) ? trigger.stages.map(String) : [];
}
