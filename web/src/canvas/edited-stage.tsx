import { IconBolt, IconForms, IconLock, IconStack2 } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './funnel-canvas.module.css';

/** What is told of a stage on its node; in the reader's words, empty where there is nothing to tell. */
export interface StageFacts {
  /** Such as "12 cards". */
  cards: string;
  norm: string;
  probability: string;
  required: number;
  rules: number;
  /** Goes to its rules. */
  openRules: () => void;
  /** When a card may enter. */
  guard: string;
  limit: string;
}

export type EditedStageNode = Node<
  {
    name: string;
    color: string;
    group: string;
    facts: StageFacts;
    upright: boolean;
    /** Its name is being typed. */
    renaming: boolean;
    onRenaming: (on: boolean) => void;
    rename: (name: string) => void;
  },
  'stage'
>;

/** A stage to work on: chosen by a click, renamed by two or by F2. */
export const EditedStage = memo(function EditedStage({ data, selected }: NodeProps<EditedStageNode>) {
  const { t } = useTranslation('canvas');
  const { facts, upright } = data;
  const [end, start] = upright ? [Position.Bottom, Position.Top] : [Position.Right, Position.Left];
  const said = [facts.cards, facts.norm, facts.probability].filter((part) => part !== '').join(' · ');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 does the same by keyboard.
    <div
      className={classes.stage}
      data-selected={selected || undefined}
      style={{ borderLeftColor: data.color }}
      onDoubleClick={() => data.onRenaming(true)}
    >
      <Handle id="in" type="target" position={start} className={classes.open} />
      {data.renaming ? (
        <NameInput name={data.name} onDone={data.onRenaming} onRename={data.rename} />
      ) : (
        <div className={classes.name}>{data.name}</div>
      )}
      <div className={classes.details}>{said || data.group}</div>
      <div className={classes.badges}>
        {facts.required > 0 && (
          <span>
            <IconForms size={13} /> {facts.required}
          </span>
        )}
        {facts.rules > 0 && (
          <button
            type="button"
            className="nodrag"
            title={t('rules', { count: facts.rules })}
            aria-label={t('rules', { count: facts.rules })}
            onClick={facts.openRules}
            onKeyDown={(event) => event.stopPropagation()}
          >
            <IconBolt size={13} /> {facts.rules}
          </button>
        )}
        {facts.limit !== '' && (
          <span>
            <IconStack2 size={13} /> {facts.limit}
          </span>
        )}
        {facts.guard !== '' && (
          <span className={classes.guard} title={facts.guard}>
            <IconLock size={13} /> {facts.guard}
          </span>
        )}
      </div>
      <Handle id="out" type="source" position={end} className={classes.open} />
    </div>
  );
});

interface NameProps {
  name: string;
  onDone: (renaming: false) => void;
  onRename: (name: string) => void;
}

function NameInput({ name: before, onDone, onRename }: NameProps) {
  const { t } = useTranslation('builder');
  const [name, setName] = useState(before);
  const over = useRef(false);
  const leave = () => {
    over.current = true;
    onDone(false);
  };
  const settle = () => {
    if (over.current) return;
    const next = name.trim();
    leave();
    if (next && next !== before) onRename(next);
  };
  return (
    <input
      className={`nodrag ${classes.input}`}
      aria-label={t('stage.name')}
      // biome-ignore lint/a11y/noAutofocus: it was asked for.
      autoFocus
      value={name}
      maxLength={200}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') settle();
        else leave();
        // Whoever works without a mouse goes on from the stage.
        event.currentTarget.closest<HTMLElement>('.react-flow__node')?.focus();
      }}
    />
  );
}
