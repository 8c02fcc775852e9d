import type { Flow, Node, Pool } from './diagram.ts';

/** A way from one stage to another, through whatever lies between them. */
export interface Way {
  to: Node;
  /** Texts along it: of events, arrows and their conditions. */
  labels: string[];
  flows: Flow[];
  through: Node[];
}

/** How many ways are followed from one stage. */
const MOST = 1_000;

/** Where cards come in. */
export function startsOf(nodes: readonly Node[]): Node[] {
  const inside = nodes.filter(({ kind }) => kind !== 'boundaryEvent');
  const begins = inside.filter(({ kind }) => kind === 'startEvent');
  if (begins.length > 0) return begins;
  const free = inside.filter(
    ({ incoming, thing: { element } }) =>
      incoming === 0 &&
      element.attributes.triggeredByEvent !== 'true' &&
      element.attributes.isForCompensation !== 'true',
  );
  return free.length > 0 ? free : inside.slice(0, 1);
}

/** Nodes of a pool or a scope that stand in no other scope within it. */
export const topOf = (pool: Pool): Node[] => pool.nodes.filter(({ scope }) => scope === null);

/** Every way out of a stage: along its arrows, over events on its edge and on the edges of what it stands in. */
export function waysFrom(stage: Node, pool: Pool): Way[] {
  const edges = scopesOf(stage).flatMap(({ boundary }) => boundary);
  const handlers = [...scopesOf(stage).slice(1), null].flatMap((scope) => eventScopesIn(scope, pool, stage));
  const seeds = [
    ...leaving(stage, pool),
    ...[...stage.boundary, ...edges.filter((edge) => !stage.boundary.includes(edge)), ...handlers].map((node) => ({
      node,
    })),
  ];
  return follow(seeds, pool);
}

/** Where cards that come in at a node stand first. */
export const waysInto = (node: Node, pool: Pool): Way[] => follow([{ node }], pool);

interface Step {
  node: Node;
  flow?: Flow;
  before?: Step;
}

function follow(seeds: { node: Node; flow?: Flow }[], pool: Pool): Way[] {
  const queue: Step[] = [...seeds];
  const seen = new Set<Node>();
  const ways: Way[] = [];
  const joins: Step[] = [];
  for (let step = queue.shift(); step && ways.length < MOST; step = queue.shift()) {
    const { node } = step;
    if (node.role === 'stage' || node.role === 'end') {
      ways.push(wayOf(step));
      continue;
    }
    if (seen.has(node)) {
      joins.push(step);
      continue;
    }
    seen.add(node);
    const next = node.role === 'scope' ? startsOf(node.inner).map((start) => ({ node: start })) : leaving(node, pool);
    queue.push(...next.map((each) => ({ ...each, before: step })));
  }
  // Whoever joins a way on the road goes where it goes.
  for (const { flows, labels, through, to } of joins.map(wayOf)) {
    for (const way of ways.filter((each) => each.through.includes(to))) {
      way.flows.push(...flows.filter((flow) => !way.flows.includes(flow)));
      way.through.push(...through.filter((node) => !way.through.includes(node)));
      way.labels.push(...labels);
    }
  }
  return ways;
}

/** What comes right after a node; out of the last one in a scope, what comes after the scope. */
function leaving(node: Node, pool: Pool): { node: Node; flow?: Flow }[] {
  if (node.event === 'link' && node.kind === 'intermediateThrowEvent') {
    const caught = pool.nodes.filter(
      (each) => each.kind === 'intermediateCatchEvent' && each.event === 'link' && each.name === node.name,
    );
    if (caught.length > 0) return caught.map((each) => ({ node: each }));
  }
  if (node.out.length > 0) return node.out.map((flow) => ({ node: flow.to, flow }));
  const { scope } = node;
  if (!scope) return [];
  if (node.kind === 'endEvent' && node.event !== 'none') {
    const caught = scope.boundary.filter(({ event }) => event === node.event);
    if (caught.length > 0) return caught.map((each) => ({ node: each }));
  }
  return leaving(scope, pool);
}

function wayOf(last: Step): Way {
  const way: Way = { to: last.node, labels: [], flows: [], through: [] };
  for (let step: Step | undefined = last; step; step = step.before) {
    if (step !== last) way.through.unshift(step.node);
    const { flow } = step;
    if (flow) way.flows.unshift(flow);
    const event =
      step !== last && step.node.kind.endsWith('Event') && step.node.kind !== 'startEvent' ? step.node.name : '';
    const label = [flow?.name || flow?.condition, event].filter(Boolean);
    way.labels.unshift(...(label as string[]));
  }
  return way;
}

/** The node and what it stands in, from the inside. */
export function scopesOf(node: Node): Node[] {
  const scopes: Node[] = [];
  for (let at: Node | null = node; at; at = at.scope) scopes.push(at);
  return scopes;
}

/** Sub-processes that an event begins while cards stand in the same scope. */
function eventScopesIn(scope: Node | null, pool: Pool, stage: Node): Node[] {
  const around = new Set(scopesOf(stage));
  return eventScopesOf(pool).filter((each) => each.scope === scope && !around.has(each));
}

const eventScopes = new WeakMap<Pool, Node[]>();

/** Asked for every stage of a pool, and found once. */
function eventScopesOf(pool: Pool): Node[] {
  const known = eventScopes.get(pool);
  if (known) return known;
  const found = pool.nodes.filter(
    ({ role, thing }) => role === 'scope' && thing.element.attributes.triggeredByEvent === 'true',
  );
  eventScopes.set(pool, found);
  return found;
}
