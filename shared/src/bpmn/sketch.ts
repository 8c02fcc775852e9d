import { secondsOf } from '../fields/duration-length.ts';
import type { Rule, Step, Trigger } from '../rules/rule.ts';
import type { Node, Pool } from './diagram.ts';
import { keyFor } from './key.ts';
import type { Tally } from './tally.ts';
import { plain } from './thing.ts';
import { waysFrom, waysInto } from './ways.ts';
import { childOf, fullText, type XmlElement } from './xml.ts';

/** Sketches made of one file. */
const MOST = 300;

/** What a rule is sketched for when its time cannot be read. */
const SOME_TIME = 'P1D';

const AUTOMATIC = /^(serviceTask|scriptTask|businessRuleTask|sendTask|callActivity)$/;

interface Scene {
  pool: Pool;
  funnel: string;
  /** Keys of the stages that nodes became. */
  stageOf: ReadonlyMap<Node, string>;
  tally: Tally;
  rules: Rule[];
  taken: Set<string>;
}

/** Sketches what the nodes of a pool do by themselves as rules that are off, each saying what it was. */
export function sketchRules(scene: Scene): void {
  for (const node of scene.pool.nodes) {
    if (scene.rules.length >= MOST) return;
    if (node.kind === 'boundaryEvent') ofBoundary(node, scene);
    else if (node.kind === 'startEvent') ofStart(node, scene);
    else if (AUTOMATIC.test(node.kind)) ofActivity(node, scene);
    else if (node.kind === 'receiveTask') ofWait(node, node, scene);
    else if (node.kind === 'intermediateCatchEvent' && node.event !== 'link') ofCatch(node, scene);
    else if (node.kind === 'intermediateThrowEvent' || node.kind === 'endEvent') ofThrow(node, scene);
  }
}

function ofActivity(node: Node, scene: Scene): void {
  const stage = scene.stageOf.get(node);
  if (!stage) return;
  sketch(node, scene, { kind: 'stage.entered', stages: [stage], funnel: scene.funnel }, [remark(node)]);
  scene.tally.carry(node.thing, 'rule', node.name, 'automatic');
}

function ofStart(node: Node, scene: Scene): void {
  if (node.event === 'none' || node.scope) return;
  sketch(node, scene, { kind: 'record.created' }, [remark(node)]);
  scene.tally.carry(node.thing, 'rule', node.name, 'waits_for');
}

function ofCatch(node: Node, scene: Scene): void {
  const gateways = scene.pool.nodes.filter(
    (each) => each.kind === 'eventBasedGateway' && each.out.some(({ to }) => to === node),
  );
  for (const host of scene.stageOf.has(node) ? [node] : gateways) ofWait(node, host, scene);
}

function ofBoundary(node: Node, scene: Scene): void {
  for (const host of scene.pool.nodes.filter((each) => each.boundary.includes(node))) {
    const inside = host.role === 'scope' ? scene.pool.nodes.filter((each) => within(each, host)) : [host];
    for (const stage of inside.slice(0, 20)) ofWait(node, stage, scene);
  }
}

/** A card waits in a stage for time to pass or for something to happen, then goes on. */
function ofWait(event: Node, host: Node, scene: Scene): void {
  const stage = scene.stageOf.get(host);
  if (!stage) return;
  const ways = event === host ? waysFrom(host, scene.pool) : waysInto(event, scene.pool);
  const next = ways.map(({ to }) => scene.stageOf.get(to)).find((key) => key !== undefined && key !== stage);
  const stays = event.kind === 'boundaryEvent' && event.thing.element.attributes.cancelActivity === 'false';
  const step: Step =
    next && !stays ? { id: 'move', kind: 'record.move', stage: next, funnel: scene.funnel } : remark(event);
  if (event.event === 'timer') {
    const span = durationOf(event.thing.element);
    sketch(event, scene, { kind: 'stage.idle', stages: [stage], for: span ?? SOME_TIME }, [step]);
    if (!span) scene.tally.carry(event.thing, 'rule', event.name, 'time');
  } else {
    const label = (event.name || event.event).slice(0, 100);
    const when = { combinator: 'and' as const, rules: [{ field: '$stage', operator: '=' as const, value: stage }] };
    sketch(event, scene, { kind: 'button.pressed', label }, [step], when);
    scene.tally.carry(event.thing, 'rule', event.name, 'waits_for');
  }
}

function ofThrow(node: Node, scene: Scene): void {
  if (node.event === 'none' || node.event === 'link' || node.event === 'terminate') return;
  const own = scene.stageOf.get(node);
  const stages = own
    ? [own]
    : [...new Set(waysInto(node, scene.pool).flatMap(({ to }) => scene.stageOf.get(to) ?? []))];
  if (stages.length === 0) return;
  sketch(node, scene, { kind: 'stage.entered', stages, funnel: scene.funnel }, [remark(node)]);
  scene.tally.carry(node.thing, 'rule', node.name, 'automatic');
}

function sketch(node: Node, scene: Scene, trigger: Trigger, steps: Step[], when?: Rule['when']): void {
  if (scene.rules.length >= MOST) return;
  const name = (node.name || `${node.kind} ${node.thing.id ?? ''}`).trim().slice(0, 200);
  const key = keyFor(node.name, node.thing.id, 'from-diagram', scene.taken);
  const description = `Sketched from a diagram and off until somebody has looked at it. ${said(node)}`;
  scene.rules.push({ key, name, description, enabled: false, trigger, ...(when ? { when } : {}), steps });
  scene.tally.carry(node.thing, 'rule', name);
}

const remark = (node: Node): Step => ({ id: 'remark', kind: 'comment.add', text: said(node) });

/** What the diagram says of a node, in words. Braces would be a formula. */
function said({ kind, event, name, thing }: Node): string {
  const { attributes } = thing.element;
  const more = ['implementation', 'scriptFormat', 'calledElement', 'operationRef', 'messageRef']
    .filter((each) => attributes[each])
    .map((each) => `${each}: ${attributes[each]}`);
  const script = childOf(thing.element, 'script');
  const time = thing.element.children.filter((each) => each.name === 'timerEventDefinition').map(fullText);
  const what = `In the diagram: ${kind}${event === 'none' ? '' : ` (${event})`}${name ? ` "${name}"` : ''}.`;
  const text = [what, ...more, ...time, ...(script ? [fullText(script)] : [])].join('\n');
  return text.replaceAll('{{', '{ {').replaceAll('}}', '} }').slice(0, 2_000);
}

function durationOf(element: XmlElement): string | undefined {
  const timer = childOf(element, 'timerEventDefinition');
  const texts = ['timeDuration', 'timeCycle']
    .map((name) => timer && childOf(timer, name))
    .map((each) => plain(each && fullText(each)));
  const found = texts.map((text) => /^(?:R\d*\/)?(P[\dYMWDTHS]+)$/.exec(unquoted(text))?.[1]).find(Boolean);
  return found !== undefined && (secondsOf(found) ?? 0) > 0 ? found : undefined;
}

/** A duration as some engines have it: in an expression, `=duration("P3D")`. */
const unquoted = (text: string): string => /^=?\s*(?:duration\(\s*)?"([^"]*)"\s*\)?$/.exec(text)?.[1] ?? text;

function within(node: Node, scope: Node): boolean {
  for (let at = node.scope; at; at = at.scope) if (at === scope) return true;
  return false;
}
