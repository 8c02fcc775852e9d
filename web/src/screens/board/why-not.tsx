import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import { sentence } from '../../conditions/sentence.ts';
import { useWords } from '../../conditions/words.ts';
import type { Forbidden } from './forbidden.ts';

/** Why the cards in hand may not go to a stage: its condition in words, where it is that. */
export function WhyNot({ type, stage, reason }: { type: EntityType; stage: Stage; reason: Forbidden }) {
  const { t } = useTranslation('board');
  if (reason === 'guard' && stage.guard) return <Guard type={type} guard={stage.guard} />;
  return t(`forbidden.${reason}`);
}

function Guard({ type, guard }: { type: EntityType; guard: NonNullable<Stage['guard']> }) {
  const { t } = useTranslation('board');
  const words = useWords(type);
  return t('forbidden.guardWords', { condition: sentence(guard, words) });
}
