import type { Stage } from '@etapa/shared/definition/entity-type';
import { durationSeconds } from '../../i18n/formats.ts';

/** How long a card has been in its stage, in seconds, and whether that is longer than the stage's norm. */
export function ageOf(
  stageEnteredAt: string | null,
  stage: Stage | undefined,
  now: Date,
): { seconds: number; over: boolean; norm: number | null } | null {
  if (!stageEnteredAt) return null;
  const seconds = Math.max(0, (now.getTime() - new Date(stageEnteredAt).getTime()) / 1000);
  const norm = stage?.norm && stage.group === 'open' ? durationSeconds(stage.norm) : null;
  return { seconds, norm, over: norm !== null && seconds > norm };
}
