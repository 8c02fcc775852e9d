import { type ComponentType, useState } from 'react';
import classes from './builder.module.css';
import { useBuilder } from './builder-context.ts';

export interface AutomationProps {
  entityType: string;
  /** A stage whose rules are asked for, as `funnel/stage`; each time anew. */
  at: { stage: string } | null;
  /** It is seen, and takes keys. */
  active: boolean;
  /** Stages of the draft that records cannot be in yet. */
  unpublished: number;
  /** A rule is under work, or no longer. */
  onOpened: (opened: boolean) => void;
}

/** The screen of rules, which knows nothing of the builder: the application puts it in. */
export type AutomationSlot = ComponentType<AutomationProps>;

interface Props extends Pick<AutomationProps, 'at' | 'onOpened'> {
  slot: AutomationSlot;
  shown: boolean;
}

/** What happens by itself. A rule under work stays while one looks at another part. */
export function AutomationPart({ slot: Slot, shown, at, onOpened }: Props) {
  const { definition, published } = useBuilder();
  const [opened, setOpened] = useState(shown);
  if (shown && !opened) setOpened(true);
  if (!opened && !shown) return null;
  const stagesOf = ({ funnels = [] }: typeof definition) =>
    funnels.flatMap(({ key, stages }) => stages.map((stage) => `${key}/${stage.key}`));
  const live = new Set(stagesOf(published));
  const unpublished = stagesOf(definition).filter((place) => !live.has(place)).length;
  return (
    <div className={classes.part} hidden={!shown}>
      <Slot entityType={published.key} at={at} active={shown} unpublished={unpublished} onOpened={onOpened} />
    </div>
  );
}
