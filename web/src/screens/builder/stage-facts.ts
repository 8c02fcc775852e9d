import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { placesOf } from '@etapa/shared/rules/triggers/stages';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageFacts } from '../../canvas/edited-stage.tsx';
import { sentence } from '../../conditions/sentence.ts';
import { useWords } from '../../conditions/words.ts';
import { stageCountsQuery } from '../../data/entity-types.ts';
import { rulesQuery, type SavedRule } from '../../data/rules.ts';
import { durationSeconds } from '../../i18n/formats.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';

/** What is told of each stage on the canvas: its cards now, what it asks for, the rules that look at it. */
export function useStageFacts(definition: EntityType, funnel: Funnel, live: boolean) {
  const { t } = useTranslation('builder');
  const { openRules } = useBuilder();
  const { seconds, percent, number } = useFormats();
  const words = useWords(definition);
  const counts = useQuery({ ...stageCountsQuery(definition.key, funnel.key), enabled: live }).data;
  const rules = useQuery(rulesQuery(definition.key)).data;
  const facts = useMemo(() => {
    const told = new Map<string, StageFacts>();
    for (const { key, norm, probability, required, guard, limit } of funnel.stages) {
      const length = norm ? durationSeconds(norm) : null;
      const count = counts?.get(key) ?? 0;
      told.set(key, {
        cards: live && counts ? t('stage.records', { count }) : '',
        norm: length === null ? '' : seconds(length),
        probability: probability === undefined ? '' : percent(probability / 100),
        required: required?.length ?? 0,
        rules: rules?.filter((rule) => looksAt(rule, definition, funnel.key, key)).length ?? 0,
        openRules: () => openRules(`${funnel.key}/${key}`),
        guard: guard && guard.rules.length > 0 ? sentence(guard, words) : '',
        limit: limit === undefined ? '' : `≤ ${number(limit)}`,
      });
    }
    return (stage: string): StageFacts => told.get(stage) ?? NOTHING;
  }, [definition, funnel.key, funnel.stages, counts, rules, live, words, t, seconds, percent, number, openRules]);
  const records = useCallback((stage: string) => counts?.get(stage) ?? 0, [counts]);
  return { facts, records };
}

const NOTHING: StageFacts = {
  cards: '',
  norm: '',
  probability: '',
  required: 0,
  rules: 0,
  openRules: () => {},
  guard: '',
  limit: '',
};

/** Whether a stage is what sets a rule off. */
function looksAt({ trigger }: SavedRule, definition: EntityType, funnel: string, stage: string): boolean {
  if (!Array.isArray(trigger.stages)) return false;
  return placesOf(trigger, definition).some((place) => place.funnel === funnel && place.stage === stage);
}
