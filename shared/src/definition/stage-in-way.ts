import type { FunnelEdit } from './edit-funnel.ts';
import type { Funnel, Stage, Transition } from './entity-type.ts';

/**
 * What puts a stage into a way, so that whoever goes it passes there: the way goes, one leads to the stage and one on
 * from it. Its label, condition and roles stay with what leads on: they are about getting to the second stage.
 *
 * @param way one of the funnel's drawn ways
 */
export function stageInWay(funnel: Funnel, way: Transition, stage: Stage): FunnelEdit[] {
  const place = (key: string) => funnel.stages.findIndex((each) => each.key === key);
  const { from, to, ...settings } = way;
  // Before the second one on the way forward; on a way back, behind the first.
  const at = place(from) < place(to) ? place(to) : place(from) + 1;
  return [
    { kind: 'stage.add', funnel: funnel.key, stage, at },
    { kind: 'transition.remove', funnel: funnel.key, from, to },
    { kind: 'transition.add', funnel: funnel.key, transition: { from, to: stage.key } },
    { kind: 'transition.add', funnel: funnel.key, transition: { from: stage.key, to, ...settings } },
  ];
}
