import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { sentence } from './sentence.ts';
import { useWords } from './words.ts';

/** A condition read out in the reader's language. */
export function ConditionSentence({ type, condition }: { type: EntityType; condition: ConditionGroup }) {
  const words = useWords(type);
  return <span>{sentence(condition, words)}</span>;
}
