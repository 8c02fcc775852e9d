import type { Funnel, StageGroup, Transition } from '@etapa/shared/definition/entity-type';
import { moves } from '@etapa/shared/definition/list-moves';
import { copyStages, pasteStages } from '@etapa/shared/definition/stage-copy';
import { stageInWay } from '@etapa/shared/definition/stage-in-way';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arranged } from '../../canvas/lane-drop.ts';
import { schemaOf } from '../../conditions/choices.ts';
import { useEntityTypes } from '../../data/entity-types.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useBuilder } from './builder-context.ts';
import { relabelled } from './label-texts.ts';
import { keepCopy, keptCopy } from './stage-clipboard.ts';
import { newStageKey } from './stage-keys.ts';

/** What can be done to the stages of a funnel; each is one step that can be taken back. */
export function useFunnelActions(funnel: Funnel, say: (text: string) => void) {
  const { t } = useTranslation('canvas');
  const { t: tb } = useTranslation('builder');
  const { label, language } = useFormats();
  const { definition, published, edit } = useBuilder();
  const types = useEntityTypes();

  const rename = useCallback(
    (key: string, name: string) => {
      const old = funnel.stages.find((each) => each.key === key)?.name;
      edit({ kind: 'stage.update', funnel: funnel.key, stage: key, set: { name: relabelled(old, name, language) } });
    },
    [edit, funnel, language],
  );

  /** Puts the stages into another order, and some into another group. */
  const arrange = ({ order, groups }: Arranged) => {
    const keys = funnel.stages.map(({ key }) => key);
    edit(
      ...[...groups].map(([stage, group]) => ({
        kind: 'stage.update' as const,
        funnel: funnel.key,
        stage,
        set: { group },
      })),
      ...moves(keys, order).map(({ key, to }) => ({ kind: 'stage.move' as const, funnel: funnel.key, stage: key, to })),
    );
    const [first] = order.filter((key, at) => key !== keys[at]);
    if (first) say(t('moved', { count: order.length }));
  };

  return {
    rename,
    arrange,
    /** @returns its key */
    add: (group: StageGroup, after: string | undefined): string => {
      const keys = funnel.stages.map(({ key }) => key);
      const key = newStageKey(definition, published);
      // Behind the stage that is chosen, else last of its group.
      const behind =
        funnel.stages.find((each) => each.key === after && each.group === group) ??
        funnel.stages.findLast((each) => each.group === group);
      const at = behind ? keys.indexOf(behind.key) + 1 : undefined;
      edit({ kind: 'stage.add', funnel: funnel.key, stage: { key, name: tb('stage.new'), group }, at });
      return key;
    },
    /**
     * Puts a stage into a way.
     *
     * @returns its key, and the stages from which the way's end is still reached past it
     */
    into: (way: Transition): { key: string; past: string[] } => {
      const key = newStageKey(definition, published);
      edit(...stageInWay(funnel, way, { key, name: tb('stage.new'), group: 'open' }));
      const ways = funnel.transitions === 'free' ? [] : funnel.transitions;
      return { key, past: ways.flatMap(({ from, to }) => (to === way.to && from !== way.from ? [from] : [])) };
    },
    /** Moves the stages one place among the others, together. */
    shift: (keys: readonly string[], by: -1 | 1) => {
      const order = funnel.stages.map(({ key }) => key);
      const places = keys.map((key) => order.indexOf(key)).toSorted((a, b) => (a - b) * -by);
      for (const place of places) {
        const other = order[place + by];
        const own = order[place];
        if (other === undefined || own === undefined) return;
        order[place] = other;
        order[place + by] = own;
      }
      arrange({ order, groups: new Map() });
    },
    copy: (keys: readonly string[]) => {
      const stages = keys.filter((key) => funnel.stages.some((each) => each.key === key));
      if (stages.length === 0) return;
      keepCopy(copyStages(funnel, stages));
      say(t('copied', { count: stages.length }));
    },
    /** @returns the keys of the stages that are there now; what could not come along */
    paste: (after: string | undefined): { keys: string[]; left: string[] } => {
      const copy = keptCopy();
      if (!copy) {
        say(t('nothingToPaste'));
        return { keys: [], left: [] };
      }
      const place = funnel.stages.findIndex(({ key }) => key === after);
      const schema = schemaOf(definition, types ?? []);
      const plan = pasteStages(definition, funnel, copy, schema, place < 0 ? undefined : place + 1);
      edit(...plan.edits);
      say(t('pasted', { count: plan.keys.length }));
      const nameOf = (key: string) => label(copy.stages[plan.keys.indexOf(key)]?.name ?? key);
      const left = plan.leftBehind.map(({ stage, what, field }) =>
        t(`left.${what}`, { stage: nameOf(stage), field: field ?? '' }),
      );
      return { keys: plan.keys, left };
    },
  };
}
