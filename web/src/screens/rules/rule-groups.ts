import type { EntityType, Funnel, Stage } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';

/** Rules of one stage, or of none. */
export interface RuleGroup<R extends Rule> {
  funnel: Funnel | null;
  /** Null: rules that are bound to no stage. */
  stage: Stage | null;
  rules: R[];
  /** Those that are shown with an earlier stage of theirs. */
  also: R[];
}

/** Rules by the first of the stages that their triggers name, in the order of the funnels; then all others. */
export function ruleGroups<R extends Rule>(type: EntityType, rules: readonly R[]): RuleGroup<R>[] {
  const shown = new Set<string>();
  const groups = (type.funnels ?? []).flatMap((funnel) =>
    funnel.stages.map((stage): RuleGroup<R> => {
      const bound = rules.filter((rule) => isBound(rule, funnel, stage));
      const fresh = bound.filter(({ key }) => !shown.has(key));
      const also = bound.filter(({ key }) => shown.has(key));
      for (const { key } of fresh) shown.add(key);
      return { funnel, stage, rules: fresh, also };
    }),
  );
  return [...groups, { funnel: null, stage: null, rules: rules.filter(({ key }) => !shown.has(key)), also: [] }];
}

function isBound({ trigger }: Rule, funnel: Funnel, stage: Stage): boolean {
  const { stages } = trigger;
  return Array.isArray(stages) && stages.includes(stage.key) && (!trigger.funnel || trigger.funnel === funnel.key);
}
