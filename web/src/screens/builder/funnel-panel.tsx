import type { Funnel, Stage, Transition } from '@etapa/shared/definition/entity-type';
import { FunnelSettings } from './funnel-settings.tsx';
import type { FunnelTunnel } from './funnel-tunnels.ts';
import { SelectionPanel } from './selection-panel.tsx';
import { StagePanel } from './stage-panel.tsx';
import { StageWays } from './stage-ways.tsx';
import { TunnelPanel } from './tunnel-panel.tsx';
import { WayPanel } from './way-panel.tsx';

interface Props {
  funnel: Funnel;
  /** Just made: its name is to be typed. */
  fresh: boolean;
  /** Those that are chosen. */
  stages: Stage[];
  selected: readonly string[];
  tunnels: readonly FunnelTunnel[];
  onSelect: (ids: string[]) => void;
  onRemove: (ids: readonly string[]) => void;
  onCopy: () => void;
  onCut: () => void;
  onShift: (by: -1 | 1) => void;
  onTunnel: (stage: string) => void;
  onInto: (way: Transition) => void;
}

/** The settings of what is chosen on the canvas; of the funnel where that is nothing. */
export function FunnelPanel({
  funnel,
  fresh,
  stages,
  selected,
  tunnels,
  onSelect,
  onRemove,
  onTunnel,
  onInto,
  ...many
}: Props) {
  const [stage] = stages;
  if (stage && stages.length > 1) {
    return <SelectionPanel stages={stages} onRemove={() => onRemove(selected)} {...many} />;
  }
  if (stage) {
    return (
      <>
        <StagePanel key={stage.key} funnel={funnel} stage={stage} onRemove={() => onRemove([stage.key])} />
        <StageWays funnel={funnel} stage={stage} tunnels={tunnels} onSelect={onSelect} onTunnel={onTunnel} />
      </>
    );
  }
  const way =
    funnel.transitions === 'free'
      ? undefined
      : funnel.transitions.find(({ from, to }) => selected.includes(`${from}→${to}`));
  if (way) {
    const id = `${way.from}→${way.to}`;
    return (
      <WayPanel key={id} funnel={funnel} way={way} onRemove={() => onRemove(selected)} onInto={() => onInto(way)} />
    );
  }
  const tunnel = tunnels.find(({ id }) => selected.includes(id));
  if (tunnel) return <TunnelPanel tunnel={tunnel} onRemove={() => onRemove([tunnel.id])} />;
  return <FunnelSettings funnel={funnel} fresh={fresh} />;
}
