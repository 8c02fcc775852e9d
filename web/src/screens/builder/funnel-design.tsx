import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { Funnel, StageGroup, Transition } from '@etapa/shared/definition/entity-type';
import { Alert, List, Text, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FunnelEditor } from '../../canvas/funnel-editor.tsx';
import { sentence } from '../../conditions/sentence.ts';
import { useWords } from '../../conditions/words.ts';
import { useFormats } from '../../i18n/locale.tsx';
import classes from './builder.module.css';
import { useBuilder } from './builder-context.ts';
import { useFunnelActions } from './funnel-actions.ts';
import { FunnelPanel } from './funnel-panel.tsx';
import { FunnelTools } from './funnel-tools.tsx';
import { type FunnelTunnel, useTunnels } from './funnel-tunnels.ts';
import { RemoveTunnel } from './remove-tunnel.tsx';
import { useStageFacts } from './stage-facts.ts';
import { StageRemoval } from './stage-removal.tsx';
import { TunnelDialog } from './tunnel-dialog.tsx';

const NONE: string[] = [];

interface Props {
  funnel: Funnel;
  /** Just made: its name is to be typed. */
  fresh: boolean;
  tools: React.ReactNode[];
}

/** One funnel on its canvas, with the panel of what is chosen on it. */
export function FunnelDesign({ funnel, fresh, tools }: Props) {
  const { t } = useTranslation('canvas');
  const { t: ways } = useTranslation('ways');
  const { t: common } = useTranslation();
  const { label } = useFormats();
  const { definition, published, edit } = useBuilder();
  const [selected, setSelected] = useState<string[]>(NONE);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [removing, setRemoving] = useState<string[]>(NONE);
  const [digging, setDigging] = useState<{ stage: string | null; process: string | null } | null>(null);
  const [filling, setFilling] = useState<FunnelTunnel | null>(null);
  const [shown, setShown] = useState<string[]>(NONE);
  const [arrangement, setArrangement] = useState(0);
  const [said, say] = useState('');
  const [notice, setNotice] = useState<string[]>(NONE);
  const live = published.funnels?.some(({ key }) => key === funnel.key) ?? false;
  const { facts, records } = useStageFacts(definition, funnel, live);
  const { tunnels, processes } = useTunnels(definition, funnel, shown);
  const words = useWords(definition);
  const inWords = useCallback((guard: ConditionGroup) => sentence(guard, words), [words]);
  const actions = useFunnelActions(funnel, say);
  const stages = funnel.stages.filter(({ key }) => selected.includes(key));
  const keys = stages.map(({ key }) => key);
  const last = keys.at(-1);

  const remove = (ids: readonly string[]) => {
    const going = ids.filter((id) => funnel.stages.some(({ key }) => key === id));
    const tunnel = tunnels.find(({ id }) => ids.includes(id));
    const drawn = ids.filter((id) => id.includes('→'));
    if (drawn.length > 0) {
      const edits = drawn.map((id) => {
        const [from = '', to = ''] = id.split('→');
        return { kind: 'transition.remove' as const, funnel: funnel.key, from, to };
      });
      edit(...edits);
      say(t('waysRemoved', { count: drawn.length }));
    }
    if (going.length > 0) setRemoving(going);
    else if (tunnel) setFilling(tunnel);
    else setSelected(NONE);
  };
  const cut = () => {
    actions.copy(keys);
    if (keys.some((key) => records(key) > 0)) return setRemoving(keys);
    edit(...keys.map((stage) => ({ kind: 'stage.remove' as const, funnel: funnel.key, stage })));
    setSelected(NONE);
  };
  const paste = () => {
    const pasted = actions.paste(last);
    if (pasted.keys.length > 0) setSelected(pasted.keys);
    setNotice(pasted.left);
  };
  const into = (way: Transition) => {
    const { key, past } = actions.into(way);
    setSelected([key]);
    setRenaming(key);
    const nameOf = (stage: string) => label(funnel.stages.find((each) => each.key === stage)?.name ?? stage);
    const from = past.map(nameOf).join(', ');
    setNotice(past.length === 0 ? NONE : [ways('past', { count: past.length, stage: nameOf(way.to), from })]);
  };
  const onKey = (event: KeyboardEvent, focused: string | null) => {
    const mod = event.ctrlKey || event.metaKey;
    const done = (act: () => void) => {
      event.preventDefault();
      act();
    };
    const name = event.key.toLowerCase();
    if (event.key === 'Delete' || event.key === 'Backspace') return done(() => remove(selected));
    const named = funnel.stages.find(({ key }) => key === focused)?.key ?? last;
    if (event.key === 'F2' && named) return done(() => setRenaming(named));
    if (event.key === 'Escape') return done(() => setSelected(NONE));
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowLeft')) {
      return done(() => actions.shift(keys, -1));
    }
    if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowRight')) {
      return done(() => actions.shift(keys, 1));
    }
    if (!mod || event.shiftKey || event.altKey) return;
    if (name === 'a') return done(() => setSelected(funnel.stages.map(({ key }) => key)));
    if (name === 'c' && keys.length > 0) return done(() => actions.copy(keys));
    if (name === 'x' && keys.length > 0) return done(cut);
    if (name === 'v') return done(paste);
  };
  const connect = (from: string, to: string) => {
    if (funnel.transitions === 'free') {
      setNotice([t('freeWays')]);
      return;
    }
    edit({ kind: 'transition.add', funnel: funnel.key, transition: { from, to } });
    setSelected([`${from}→${to}`]);
  };
  return (
    <div className={classes.split}>
      <section className={classes.canvas} aria-label={t('canvas')}>
        <FunnelTools
          tools={tools}
          chosen={keys.length}
          onAdd={(group: StageGroup) => {
            const added = actions.add(group, last);
            setSelected([added]);
            setRenaming(added);
          }}
          onArrange={() => setArrangement((count) => count + 1)}
          onCopy={() => actions.copy(keys)}
          onPaste={paste}
          onProcess={(id) => setShown((before) => [...new Set([...before, id])])}
          onTunnel={() => setDigging({ stage: last ?? null, process: null })}
          own={{ entityType: definition.key, funnel: funnel.key }}
        />
        {notice.length > 0 && (
          <Alert
            className={classes.notice}
            color="yellow"
            withCloseButton
            closeButtonLabel={common('close')}
            onClose={() => setNotice(NONE)}
            role="alert"
          >
            <List size="sm">
              {notice.map((text) => (
                <List.Item key={text}>{text}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <FunnelEditor
          funnel={funnel}
          facts={facts}
          inWords={inWords}
          processes={processes}
          tunnels={tunnels}
          selected={selected}
          onSelect={setSelected}
          renaming={renaming}
          onRenaming={setRenaming}
          onRename={actions.rename}
          onArrange={actions.arrange}
          onConnect={connect}
          onTunnel={(stage, process) => setDigging({ stage, process })}
          onKey={onKey}
          arrangement={arrangement}
        />
        <VisuallyHidden role="status">{said}</VisuallyHidden>
      </section>
      <aside className={classes.side} aria-label={t('panel')}>
        <FunnelPanel
          funnel={funnel}
          fresh={fresh}
          stages={stages}
          selected={selected}
          tunnels={tunnels}
          onSelect={setSelected}
          onRemove={remove}
          onCopy={() => actions.copy(keys)}
          onCut={cut}
          onShift={(by) => actions.shift(keys, by)}
          onTunnel={(stage) => setDigging({ stage, process: null })}
          onInto={into}
        />
        <Text size="sm" c="dimmed" mt="md">
          {t('hint')}
        </Text>
      </aside>
      {removing.length > 0 && (
        <StageRemoval
          funnel={funnel}
          stages={removing}
          records={records}
          onClose={(removed) => {
            setRemoving(NONE);
            if (!removed) return;
            say(t('removed', { count: removing.length }));
            setSelected(NONE);
          }}
        />
      )}
      {digging && <TunnelDialog funnel={funnel} {...digging} onClose={() => setDigging(null)} />}
      {filling && (
        <RemoveTunnel
          tunnel={filling}
          onClose={() => {
            setFilling(null);
            setSelected(NONE);
          }}
        />
      )}
    </div>
  );
}
