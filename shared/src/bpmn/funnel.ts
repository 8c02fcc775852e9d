import type { Funnel, Stage, StageGroup, Transition } from '../definition/entity-type.ts';
import { LIMITS } from '../definition/schema.ts';
import type { Label } from '../fields/field.ts';
import { labelIn } from '../fields/option.ts';
import type { Node, Pool } from './diagram.ts';
import { keyFor } from './key.ts';
import { ownNote } from './own.ts';
import type { Tally } from './tally.ts';
import { startsOf, topOf, type Way, waysFrom, waysInto } from './ways.ts';
import { soundsLost, WORDS } from './words.ts';

/** Stages made of nodes; the rest of a funnel's are its ends, which a diagram may lack and what we wrote has. */
const MOST = LIMITS.stages - 4;

export interface FunnelScene {
  tally: Tally;
  /** Whether what Etapa noted in the file counts. */
  own: boolean;
  /** Keys of funnels and of stages, which differ throughout the process. */
  funnels: Set<string>;
  stages: Set<string>;
  /** What is said of a node outside of it: lanes, remarks. */
  remarks(node: Node): string[];
  colorOf(node: Node): string | undefined;
}

export interface DrawnFunnel {
  funnel: Funnel;
  stageOf: Map<Node, string>;
}

/** A pool as a funnel: its tasks as stages, its ends as won and lost, what lies between them as ways. */
export function funnelOf(pool: Pool, scene: FunnelScene): DrawnFunnel {
  const { tally } = scene;
  const own = scene.own ? ownNote(pool.thing.element, 'funnel') : undefined;
  const starts = startsOf(topOf(pool)).flatMap((start) => waysInto(start, pool));
  const most = own ? LIMITS.stages : MOST;
  const order = inOrder(pool, starts, most);
  for (const node of order.slice(most)) {
    node.role = 'pass';
    tally.leave(node.thing, 'too_many');
  }
  const kept = order.slice(0, most);
  const ways = new Map(kept.filter(({ role }) => role === 'stage').map((node) => [node, waysFrom(node, pool)]));
  const stageOf = new Map<Node, string>();
  const stages = new Map<string, Stage>();
  const endOf = endsOf(kept);
  for (const node of kept) {
    const stage = mergedEnd(node, kept, stageOf, stages, endOf) ?? stageFor(node, scene, stages, endOf);
    stageOf.set(node, stage.key);
    stages.set(stage.key, stage);
    tally.carry(node.thing, 'stage', labelIn(stage.name, 'en'), noteOf(node));
  }
  for (const way of starts) carryWay(way, tally);
  const transitions = transitionsOf(ways, stageOf, scene, own !== undefined);
  const drawn = [...stages.values()];
  const whole = own && drawn.some(({ group }) => group === 'open');
  const complete = whole ? drawn : completed(drawn, transitions, ways, own ? [] : starts, stageOf, scene);
  if (!own) noteUnreached(complete, transitions, stageOf, tally);
  const key =
    own?.key && !scene.funnels.has(own.key) ? own.key : keyFor(pool.name, pool.thing.id, 'main', scene.funnels);
  scene.funnels.add(key);
  const name = own && says(own.name, pool.name) ? own.name : pool.name || own?.name || WORDS.process;
  const sorted = own ? ordered(complete, own.order) : complete;
  return { funnel: { key, name, stages: sorted, transitions: own?.free ? 'free' : transitions }, stageOf };
}

/** Stages in the order cards come to them, ends last. */
function inOrder(pool: Pool, starts: Way[], most: number): Node[] {
  const found = new Set<Node>(starts.map(({ to }) => to));
  for (const node of found) {
    // More would not find a place.
    if (found.size > most) break;
    if (node.role === 'stage') for (const { to } of waysFrom(node, pool)) found.add(to);
  }
  for (const node of pool.nodes) if (node.role === 'stage' || node.role === 'end') found.add(node);
  const inside = new Set(pool.nodes);
  const nodes = [...found].filter((node) => inside.has(node));
  return [...nodes.filter(({ role }) => role === 'stage'), ...nodes.filter(({ role }) => role === 'end')];
}

const ordered = (stages: Stage[], order: string[]): Stage[] => {
  const place = (stage: Stage) => (order.includes(stage.key) ? order.indexOf(stage.key) : order.length);
  return [...stages].sort((a, b) => place(a) - place(b));
};

/** Ends without a name are one and the same. */
function mergedEnd(
  node: Node,
  nodes: Node[],
  stageOf: Map<Node, string>,
  stages: Map<string, Stage>,
  endOf: EndOf,
): Stage | undefined {
  if (node.role !== 'end' || node.name !== '') return undefined;
  const like = nodes.find(
    (each) => stageOf.has(each) && each.role === 'end' && each.name === '' && endOf(each) === endOf(node),
  );
  return like && stages.get(stageOf.get(like) ?? '');
}

type EndOf = (end: Node) => StageGroup;

/**
 * How a card ends: errors and breaking off are no success, nor is what sounds like none. An end that terminates breaks
 * off where another end is the success; else it is how some modellers draw any end.
 */
function endsOf(nodes: readonly Node[]): EndOf {
  const fails = ({ event, name }: Node) => /^(error|cancel|escalation|compensate)$/.test(event) || soundsLost(name);
  const succeeds = nodes.some((node) => node.role === 'end' && node.event !== 'terminate' && !fails(node));
  return (node) => (fails(node) || (node.event === 'terminate' && succeeds) ? 'lost' : 'won');
}

function stageFor(node: Node, scene: FunnelScene, stages: ReadonlyMap<string, Stage>, endOf: EndOf): Stage {
  const note = scene.own ? ownNote(node.thing.element, 'stage') : undefined;
  if (note && !stages.has(note.key)) {
    scene.stages.add(note.key);
    return { ...note, name: says(note.name, node.name) || node.name === '' ? note.name : node.name };
  }
  const group = node.role === 'end' ? endOf(node) : 'open';
  const named = node.name || nameless(node, group);
  const key = keyFor(labelIn(named, 'en'), node.thing.id, group === 'open' ? 'stage' : group, scene.stages);
  const instructions = scene.remarks(node).join('\n\n').slice(0, LIMITS.text);
  const color = group === 'open' ? scene.colorOf(node) : undefined;
  return { key, name: named, group, ...(color ? { color } : {}), ...(instructions ? { instructions } : {}) };
}

function nameless(node: Node, group: StageGroup): Label {
  if (group !== 'open') return group === 'won' ? WORDS.done : WORDS.stopped;
  return node.kind === 'eventBasedGateway' || node.kind.endsWith('Event') ? WORDS.waiting : WORDS.step;
}

function noteOf({ thing, kind }: Node) {
  if (kind === 'eventBasedGateway') return 'waits_for' as const;
  return thing.element.attributes.isForCompensation === 'true' ? ('compensation' as const) : undefined;
}

/** Notes of what a way goes through. */
function carryWay(way: Way, tally: Tally): void {
  for (const { thing, condition } of way.flows)
    tally.carry(thing, 'transition', way.to.name, condition ? 'condition' : undefined);
  for (const { thing, kind, out, incoming } of way.through) {
    const parallel = kind === 'parallelGateway' || kind === 'inclusiveGateway' || kind === 'complexGateway';
    tally.carry(thing, 'way', way.to.name, parallel && (out.length > 1 || incoming > 1) ? 'parallel' : undefined);
  }
}

function transitionsOf(
  ways: ReadonlyMap<Node, Way[]>,
  stageOf: ReadonlyMap<Node, string>,
  { tally, own }: FunnelScene,
  written: boolean,
): Transition[] {
  const found = new Map<string, { transition: Transition; at: number }>();
  for (const [node, out] of ways) {
    const from = stageOf.get(node);
    for (const way of out) {
      const to = stageOf.get(way.to);
      if (from === undefined || to === undefined) continue;
      if (from === to) {
        for (const { thing } of way.flows) tally.leave(thing, 'to_itself');
        continue;
      }
      carryWay(way, tally);
      const [single] = way.flows.length === 1 ? way.flows : [];
      const note = own && single ? ownNote(single.thing.element, 'transition') : undefined;
      const before = found.get(`${from} ${to}`);
      const labels = [before && labelIn(before.transition.label ?? '', 'en'), ...way.labels].filter(Boolean);
      // A condition that we wrote ourselves is in the note.
      const said = note ? [single?.name ?? ''] : labels;
      const label = [...new Set(said)].join(' · ').slice(0, LIMITS.label);
      const renamed = label && !says(note?.label, label) ? { label } : {};
      const at = Math.min(before?.at ?? Number.MAX_SAFE_INTEGER, ...way.flows.map(({ thing }) => thing.at));
      found.set(`${from} ${to}`, { transition: { from, to, ...note, ...renamed }, at });
    }
  }
  const transitions = [...found.values()];
  // What we wrote ourselves comes back in its order.
  if (written) transitions.sort((a, b) => a.at - b.at);
  return transitions.map(({ transition }) => transition);
}

/** With an open stage to begin in, one to succeed and one to fail in, and a way on out of every stage. */
function completed(
  stages: Stage[],
  transitions: Transition[],
  ways: ReadonlyMap<Node, Way[]>,
  starts: readonly Way[],
  stageOf: ReadonlyMap<Node, string>,
  scene: FunnelScene,
): Stage[] {
  const has = (group: StageGroup) => stages.find((stage) => stage.group === group);
  const made = (word: Label, group: StageGroup): Stage => ({
    key: keyFor(labelIn(word, 'en'), null, group, scene.stages),
    name: word,
    group,
  });
  const entries = new Map(starts.flatMap((way) => (stageOf.has(way.to) ? [[stageOf.get(way.to) ?? '', way]] : [])));
  // Cards that may come in at several places begin before them.
  const begin = has('open') && entries.size < 2 ? [] : [made(WORDS.begin, 'open')];
  const won = has('won') ?? made(WORDS.done, 'won');
  const lost = has('lost') ?? made(WORDS.stopped, 'lost');
  const all = [...begin, ...stages.filter(({ group }) => group === 'open')];
  const first = entries.size > 0 ? [...entries.keys()] : stages.map(({ key }) => key);
  for (const { key } of begin) {
    for (const to of first.length > 0 ? first : [won.key]) {
      const label = [...new Set(entries.get(to)?.labels)].join(' · ').slice(0, LIMITS.label);
      transitions.push({ from: key, to, ...(label ? { label } : {}) });
    }
  }
  for (const [node] of ways) {
    const from = stageOf.get(node);
    const leads = transitions.some((way) => way.from === from);
    if (from !== undefined && !leads && stages.some(({ key, group }) => key === from && group === 'open')) {
      transitions.push({ from, to: won.key });
    }
  }
  if (!has('won') && !transitions.some(({ to }) => to === won.key)) {
    // Where cards end badly, they may also end well; where none ends, anywhere.
    const ending = all.filter(({ key }) => transitions.some((way) => way.from === key && way.to === has('lost')?.key));
    for (const { key } of ending.length > 0 ? ending : all)
      if (!transitions.some((way) => way.from === key && way.to === won.key))
        transitions.push({ from: key, to: won.key });
  }
  if (!has('lost')) for (const { key } of all) transitions.push({ from: key, to: lost.key });
  const ends = stages.filter(({ group }) => group !== 'open');
  return [...all, ...new Set([...ends, won, lost])];
}

/** Notes stages that no way of the diagram leads to. */
function noteUnreached(
  stages: readonly Stage[],
  transitions: readonly Transition[],
  stageOf: ReadonlyMap<Node, string>,
  tally: Tally,
): void {
  const reached = new Set(stages.slice(0, 1).map(({ key }) => key));
  for (const key of reached) for (const { from, to } of transitions) if (from === key) reached.add(to);
  for (const [{ thing }, key] of stageOf) if (!reached.has(key)) tally.carry(thing, 'stage', undefined, 'not_reached');
}

/** Whether a label has a text in any of its languages: it was drawn in one of them. */
function says(label: Label | undefined, text: string): boolean {
  if (label === undefined) return false;
  return typeof label === 'string' ? label === text : Object.values(label).includes(text);
}
