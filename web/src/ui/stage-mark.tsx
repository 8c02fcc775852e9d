import { stageColor, stageCss } from './stage-color.ts';

type Stage = Parameters<typeof stageColor>[0];

/** A dot of the stage's colour. */
export const StageMark = ({ stage, index }: { stage: Stage; index?: number }) => (
  <span
    aria-hidden
    style={{
      width: 10,
      height: 10,
      flexShrink: 0,
      borderRadius: 3,
      display: 'inline-block',
      background: stageCss(stageColor(stage, index)),
    }}
  />
);
