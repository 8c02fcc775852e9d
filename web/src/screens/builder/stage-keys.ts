import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { PublishedType } from '../../data/entity-types.ts';
import { newKey } from '../../fields/new-key.ts';

/** Keys of the stages of every funnel: rules name a stage by its key alone, so a new one is like none of them. */
const stageKeys = ({ funnels = [] }: EntityType): string[] =>
  funnels.flatMap(({ stages }) => stages.map(({ key }) => key));

/**
 * A key for a new stage of a draft. Cards tell by it where they stand and have been, and another admin may be adding
 * one, too: once a process has been changed under live work, it is one that no stage ever had.
 */
export function newStageKey(definition: EntityType, published: PublishedType, name = ''): string {
  const taken = [...stageKeys(definition), ...stageKeys(published)];
  const key = newKey(name, 'stage', taken);
  if (published.version === 1 || !/^stage\d+$/.test(key)) return key;
  const [some] = crypto.getRandomValues(new Uint32Array(1));
  return newKey(`stage${Number(some).toString(36)}`, 'stage', taken);
}
