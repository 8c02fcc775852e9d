import { plain, type Thing, thingsOf } from './thing.ts';
import { childOf, fullText, type XmlElement } from './xml.ts';

/** What a node is to a funnel. */
export type Role =
  /** Cards stand in it. */
  | 'stage'
  /** Cards end in it. */
  | 'end'
  /** Cards go through it without stopping. */
  | 'pass'
  /** It holds nodes of its own, which stand for it. */
  | 'scope';

export interface Node {
  thing: Thing;
  kind: string;
  name: string;
  role: Role;
  /** The scope it stands in, null at the top of its process. */
  scope: Node | null;
  /** What an event waits for or tells: `message`, `timer`, … `none`. */
  event: string;
  out: Flow[];
  incoming: number;
  /** Events that stand on its edge. */
  boundary: Node[];
  /** Of a scope. */
  inner: Node[];
}

export interface Flow {
  thing: Thing;
  name: string;
  condition: string;
  to: Node;
}

export interface Pool {
  /** The process; its name is the pool's where there is one. */
  thing: Thing;
  participant: Thing | null;
  name: string;
  nodes: Node[];
}

export interface Diagram {
  things: Thing[];
  /** The first thing of each id. */
  byId: ReadonlyMap<string, Thing>;
  nodeOf: ReadonlyMap<Thing, Node>;
  pools: Pool[];
}

const ACTIVITY =
  /^(task|userTask|manualTask|serviceTask|sendTask|receiveTask|scriptTask|businessRuleTask|callActivity)$/;
const SCOPE = /^(subProcess|transaction|adHocSubProcess)$/;
const GATEWAY = /^(exclusive|inclusive|parallel|complex|eventBased)Gateway$/;
const EVENT = /^(startEvent|endEvent|intermediateCatchEvent|intermediateThrowEvent|boundaryEvent|implicitThrowEvent)$/;

const isNode = (kind: string): boolean => [ACTIVITY, SCOPE, GATEWAY, EVENT].some((pattern) => pattern.test(kind));

/** Reads what a file says into nodes and the ways between them; what it says wrongly is left out. */
export function diagramOf(definitions: XmlElement): Diagram {
  const things = thingsOf(definitions);
  const byId = new Map<string, Thing>();
  for (const thing of things)
    if (thing.id !== null && thing.kind !== 'extension' && !byId.has(thing.id)) byId.set(thing.id, thing);
  const nodeOf = new Map<Thing, Node>();
  for (const thing of things) {
    if (!isNode(thing.kind)) continue;
    const scope = (thing.parent && nodeOf.get(thing.parent)) ?? null;
    const node: Node = {
      ...{ thing, kind: thing.kind, name: thing.name || waitedFor(thing, byId), scope, event: eventOf(thing, byId) },
      ...{ role: 'pass', out: [], incoming: 0, boundary: [], inner: [] },
    };
    nodeOf.set(thing, node);
    scope?.inner.push(node);
  }
  joinFlows(things, byId, nodeOf);
  for (const node of nodeOf.values()) {
    if (node.kind !== 'boundaryEvent') continue;
    const host = referred(node.thing, 'attachedToRef', byId);
    if (host) nodeOf.get(host)?.boundary.push(node);
  }
  const waiting = [...nodeOf.values()].filter(({ kind }) => kind === 'eventBasedGateway');
  const awaited = new Set(waiting.flatMap(({ out }) => out.map(({ to }) => to)));
  for (const node of nodeOf.values()) node.role = roleOf(node, awaited);
  return { things, byId, nodeOf, pools: poolsOf(things, byId, nodeOf) };
}

function joinFlows(things: Thing[], byId: Map<string, Thing>, nodeOf: Map<Thing, Node>): void {
  for (const thing of things) {
    if (thing.kind !== 'sequenceFlow') continue;
    const [from, to] = ['sourceRef', 'targetRef'].map((end) => referred(thing, end, byId));
    const source = from && nodeOf.get(from);
    const target = to && nodeOf.get(to);
    if (!source || !target) continue;
    const condition = childOf(thing.element, 'conditionExpression');
    source.out.push({ thing, name: thing.name, condition: plain(condition && fullText(condition)), to: target });
    target.incoming++;
  }
}

/** What a reference means; some files write it with a prefix. */
export function referred(
  { element }: Pick<Thing, 'element'>,
  name: string,
  byId: ReadonlyMap<string, Thing>,
): Thing | undefined {
  const inside = childOf(element, name);
  return meant(element.attributes[name] ?? (inside ? fullText(inside) : ''), byId);
}

const meant = (reference: string, byId: ReadonlyMap<string, Thing>): Thing | undefined =>
  byId.get(reference.trim()) ?? byId.get(reference.trim().replace(/^[^:]*:/, ''));

function eventOf({ element, kind }: Thing, byId: Map<string, Thing>): string {
  if (!EVENT.test(kind)) return 'none';
  const found = element.children
    .map(({ name, text }) => (name === 'eventDefinitionRef' ? (meant(text, byId)?.kind ?? '') : name))
    .filter((name) => name.endsWith('EventDefinition'))
    .map((name) => name.replace('EventDefinition', ''));
  return found.length > 1 ? 'several' : (found[0] ?? 'none');
}

/** Names of what a nameless event waits for or tells, which stand elsewhere in the file. */
function waitedFor({ element, kind }: Thing, byId: Map<string, Thing>): string {
  if (!EVENT.test(kind) || kind === 'endEvent') return '';
  const names = element.children.map((child) => {
    if (child.name === 'eventDefinitionRef') return meant(child.text, byId)?.name ?? '';
    const [reference] = ['messageRef', 'signalRef', 'errorRef', 'escalationRef'].flatMap(
      (name) => child.attributes[name] ?? [],
    );
    return child.name.endsWith('EventDefinition') && reference ? (meant(reference, byId)?.name ?? '') : '';
  });
  return names.find((name) => name !== '') ?? '';
}

/** Whether a card that comes to the end of a scope goes on from there; else it ends, as at the end of the process. */
function leadsOn(node: Node): boolean {
  if (node.out.length > 0) return true;
  const { scope, event } = node;
  if (!scope) return false;
  return (event !== 'none' && scope.boundary.some((each) => each.event === event)) || leadsOn(scope);
}

function roleOf(node: Node, awaited: ReadonlySet<Node>): Role {
  const { kind, event } = node;
  if (ACTIVITY.test(kind) || kind === 'eventBasedGateway') return 'stage';
  if (SCOPE.test(kind)) return node.inner.length > 0 ? 'scope' : 'stage';
  if (kind === 'endEvent') return node.scope && leadsOn(node) ? 'pass' : 'end';
  if (kind !== 'intermediateCatchEvent' || event === 'link') return 'pass';
  // After a gateway that waits, the gateway is where the card stands.
  return awaited.has(node) ? 'pass' : 'stage';
}

function poolsOf(things: Thing[], byId: Map<string, Thing>, nodeOf: Map<Thing, Node>): Pool[] {
  const participants = things.filter(({ kind }) => kind === 'participant');
  const pools = things
    .filter(({ kind }) => kind === 'process')
    .map((thing): Pool => {
      const participant = participants.find((each) => referred(each, 'processRef', byId) === thing) ?? null;
      return { thing, participant, name: participant?.name || thing.name, nodes: [] };
    });
  const poolOf = new Map(pools.map((pool) => [pool.thing, pool]));
  for (const node of nodeOf.values()) {
    for (let at: Thing | null = node.thing.parent; at; at = at.parent) {
      const pool = poolOf.get(at);
      if (!pool) continue;
      pool.nodes.push(node);
      break;
    }
  }
  return pools;
}
