import { Tooltip } from '@mantine/core';
import classes from './term.module.css';

interface Props {
  /** What it means, in words; absent where the name says it all. */
  means: string | undefined;
  children: string;
}

/** A name whose meaning is told to who points at it, or comes to it by keyboard; readers hear it with the name. */
export function Term({ means, children }: Props) {
  if (!means) return children;
  return (
    <Tooltip label={means} multiline maw={320} events={{ hover: true, focus: true, touch: true }} openDelay={150}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard would not come to the meaning. */}
      <span tabIndex={0} className={classes.term}>
        {children}
      </span>
    </Tooltip>
  );
}
