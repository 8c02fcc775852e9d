import type { EntityType, Funnel, Stage, Transition } from './entity-type.ts';
import {
  addKeyed,
  changeKeyed,
  type Edited,
  edited,
  moveKeyed,
  notEdited,
  removeKeyed,
  type Settings,
  withSettings,
} from './keyed-list.ts';
import { everyWay } from './usual-course.ts';

export type FunnelEdit =
  | { kind: 'funnel.add'; funnel: Funnel; at?: number }
  | { kind: 'funnel.update'; funnel: string; set: Settings<Omit<Funnel, 'stages' | 'transitions'>> }
  | { kind: 'funnel.remove'; funnel: string }
  | { kind: 'funnel.move'; funnel: string; to: number }
  | { kind: 'stage.add'; funnel: string; stage: Stage; at?: number }
  | { kind: 'stage.update'; funnel: string; stage: string; set: Settings<Stage> }
  | { kind: 'stage.remove'; funnel: string; stage: string }
  | { kind: 'stage.move'; funnel: string; stage: string; to: number }
  | { kind: 'transition.add'; funnel: string; transition: Transition }
  | {
      kind: 'transition.update';
      funnel: string;
      from: string;
      to: string;
      set: Settings<Omit<Transition, 'from' | 'to'>>;
    }
  | { kind: 'transition.remove'; funnel: string; from: string; to: string }
  /** Between any two stages, or by the list alone; a list begins with `ways`, else with every way there is. */
  | { kind: 'transitions.free'; funnel: string; free: boolean; ways?: Transition[] };

export function editFunnel(definition: EntityType, edit: FunnelEdit): Edited<EntityType> {
  const funnels = changedFunnels(definition.funnels ?? [], edit);
  return funnels.ok ? edited({ ...definition, funnels: funnels.value }) : funnels;
}

function changedFunnels(funnels: Funnel[], edit: FunnelEdit): Edited<Funnel[]> {
  switch (edit.kind) {
    case 'funnel.add':
      return addKeyed(funnels, edit.funnel, edit.at);
    case 'funnel.update':
      return changeKeyed(funnels, edit.funnel, (funnel) => edited(withSettings(funnel, edit.set)));
    case 'funnel.remove':
      return removeKeyed(funnels, edit.funnel);
    case 'funnel.move':
      return moveKeyed(funnels, edit.funnel, edit.to);
    default:
      return changeKeyed(funnels, edit.funnel, (funnel) => changedFunnel(funnel, edit));
  }
}

type WithinFunnel = Exclude<FunnelEdit, { kind: `funnel.${string}` }>;

function changedFunnel(funnel: Funnel, edit: WithinFunnel): Edited<Funnel> {
  const inStages = (stages: Edited<Stage[]>): Edited<Funnel> =>
    stages.ok ? edited({ ...funnel, stages: stages.value }) : stages;
  switch (edit.kind) {
    case 'stage.add':
      return inStages(addKeyed(funnel.stages, edit.stage, edit.at));
    case 'stage.update':
      return inStages(changeKeyed(funnel.stages, edit.stage, (stage) => edited(withSettings(stage, edit.set))));
    case 'stage.move':
      return inStages(moveKeyed(funnel.stages, edit.stage, edit.to));
    case 'stage.remove':
      return removeStage(funnel, edit.stage);
    case 'transitions.free':
      return edited({ ...funnel, transitions: edit.free ? 'free' : (edit.ways ?? drawnWays(funnel)) });
    default:
      return changedTransitions(funnel, edit);
  }
}

function removeStage(funnel: Funnel, key: string): Edited<Funnel> {
  const stages = removeKeyed(funnel.stages, key);
  if (!stages.ok) return stages;
  if (!stages.value.some(({ group }) => group === 'open')) {
    return notEdited('last', 'A funnel needs an open stage to begin in.');
  }
  const transitions =
    funnel.transitions === 'free' ? 'free' : funnel.transitions.filter(({ from, to }) => from !== key && to !== key);
  return edited({ ...funnel, stages: stages.value, transitions });
}

const drawnWays = ({ stages, transitions }: Funnel): Transition[] =>
  transitions === 'free' ? everyWay(stages) : transitions;

function changedTransitions(
  funnel: Funnel,
  edit: Extract<FunnelEdit, { kind: `transition.${string}` }>,
): Edited<Funnel> {
  const { transitions } = funnel;
  if (transitions === 'free') return notEdited('free', 'Every move is allowed here: there is no list to change.');
  const { from, to } = edit.kind === 'transition.add' ? edit.transition : edit;
  const strange = [from, to].find((stage) => !funnel.stages.some(({ key }) => key === stage));
  if (strange !== undefined) return notEdited('not_found', `There is no stage "${strange}".`);
  const found = transitions.find((each) => each.from === from && each.to === to);
  if (edit.kind === 'transition.add') {
    if (found) return notEdited('exists', `There is already a way from "${from}" to "${to}".`);
    return edited({ ...funnel, transitions: [...transitions, edit.transition] });
  }
  if (!found) return notEdited('not_found', `There is no way from "${from}" to "${to}".`);
  const changed = edit.kind === 'transition.remove' ? [] : [withSettings(found, edit.set)];
  return edited({ ...funnel, transitions: transitions.flatMap((each) => (each === found ? changed : [each])) });
}
