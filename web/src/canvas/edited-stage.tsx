import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './funnel-canvas.module.css';

export type EditedStageNode = Node<
  {
    name: string;
    color: string;
    details: string;
    narrow: boolean;
    /** Ways may be drawn from it. */
    connectable: boolean;
    rename: (name: string) => void;
  },
  'stage'
>;

/** A stage to work on: chosen by a click, renamed by two or by F2. */
export function EditedStage({ data, selected }: NodeProps<EditedStageNode>) {
  const { t } = useTranslation('builder');
  const [name, setName] = useState<string | null>(null);
  const settle = () => {
    const next = name?.trim();
    setName(null);
    if (next && next !== data.name) data.rename(next);
  };
  const handle = data.connectable ? classes.open : classes.handle;
  const [end, start, back, over] = data.narrow
    ? [Position.Bottom, Position.Top, Position.Right, Position.Left]
    : [Position.Right, Position.Left, Position.Bottom, Position.Top];
  const along = data.narrow ? 'top' : 'left';
  return (
    <div
      className={classes.stage}
      style={{
        borderLeftColor: data.color,
        ...(selected ? { outline: '2px solid var(--mantine-primary-color-filled)' } : {}),
      }}
    >
      <Handle id="in" type="target" position={start} className={handle} />
      <Handle id="back-in" type="target" position={back} className={classes.handle} style={{ [along]: '70%' }} />
      <Handle id="over-in" type="target" position={over} className={classes.handle} style={{ [along]: '30%' }} />
      {name === null ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the panel beside renames by keyboard; this is quicker.
        <div className={classes.name} onDoubleClick={() => setName(data.name)}>
          {data.name}
        </div>
      ) : (
        <input
          className="nodrag"
          aria-label={t('stage.name')}
          // biome-ignore lint/a11y/noAutofocus: it was asked for.
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle();
            if (event.key === 'Escape') setName(null);
            event.stopPropagation();
          }}
        />
      )}
      <div className={classes.details}>{data.details}</div>
      <Handle id="out" type="source" position={end} className={handle} />
      <Handle id="back-out" type="source" position={back} className={classes.handle} style={{ [along]: '30%' }} />
      <Handle id="over-out" type="source" position={over} className={classes.handle} style={{ [along]: '70%' }} />
    </div>
  );
}
