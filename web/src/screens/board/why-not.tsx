import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import { sentence } from '../../conditions/sentence.ts';
import { useWords } from '../../conditions/words.ts';
import type { Forbidden } from './forbidden.ts';

/** Why the cards in hand may not go to a stage: its condition in words, where it is that. */
export function WhyNot({ type, stage, reason }: { type: EntityType; stage: Stage; reason: Forbidden }) {
  const { t } = useTranslation('board');
  if (reason === 'guard' && stage.guard) return <Guard type={type} stage={stage} />;
  return t(`forbidden.${reason}`);
}

function Guard({ type, stage }: { type: EntityType; stage: Stage }) {
  return useWhyNotText(type)(stage, 'guard');
}

/** The same as text. */
export function useWhyNotText(type: EntityType): (stage: Stage, reason: Forbidden) => string {
  const { t } = useTranslation('board');
  const words = useWords(type);
  return (stage, reason) =>
    reason === 'guard' && stage.guard
      ? t('forbidden.guardWords', { condition: sentence(stage.guard, words) })
      : t(`forbidden.${reason}`);
}
