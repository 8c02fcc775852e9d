import type { ConditionGroup, ConditionRule } from './condition.ts';
import { isGroup, MAX_DEPTH, MAX_TERMS, rulesOf } from './tree.ts';

/** Where a node stands: indexes into `rules` from the top, as react-querybuilder's paths; empty for the whole. */
export type NodePath = readonly number[];

type Node = ConditionRule | ConditionGroup;

/** All that can be done to a condition. */
export type ConditionEdit =
  | { kind: 'add'; group: NodePath; node: Node /** Where in the group; at its end when absent. */; index?: number }
  | { kind: 'update'; path: NodePath; change: Partial<ConditionRule> | Partial<Omit<ConditionGroup, 'rules'>> }
  | { kind: 'remove'; path: NodePath }
  /** `index` counts the group's nodes as they stand before the move. */
  | { kind: 'move'; path: NodePath; group: NodePath; index: number };

export type EditRefusal =
  | 'no_such_node'
  | 'not_a_group'
  | 'whole_condition'
  | 'into_itself'
  | 'too_deep'
  | 'too_many_terms';

export type EditResult = { ok: true; condition: ConditionGroup } | { ok: false; reason: EditRefusal };

/** Applies one edit to a condition, which stays as it was: the result is a new tree, or why there is none. */
export function edit(condition: ConditionGroup, change: ConditionEdit): EditResult {
  const result = applied(condition, change);
  if (typeof result === 'string') return { ok: false, reason: result };
  if (depthOf(result) > MAX_DEPTH) return { ok: false, reason: 'too_deep' };
  if (rulesOf(result).length > MAX_TERMS) return { ok: false, reason: 'too_many_terms' };
  return { ok: true, condition: result };
}

function applied(condition: ConditionGroup, change: ConditionEdit): ConditionGroup | EditRefusal {
  switch (change.kind) {
    case 'add':
      return add(condition, change.group, change.node, change.index);
    case 'update':
      return update(condition, change.path, change.change);
    case 'remove':
      return remove(condition, change.path);
    case 'move':
      return move(condition, change.path, change.group, change.index);
  }
}

function add(condition: ConditionGroup, path: NodePath, node: Node, index?: number): ConditionGroup | EditRefusal {
  return atGroup(condition, path, (group) => ({
    ...group,
    rules: group.rules.toSpliced(index ?? group.rules.length, 0, node),
  }));
}

function update(condition: ConditionGroup, path: NodePath, change: object): ConditionGroup | EditRefusal {
  const [last, parent] = [path.at(-1), path.slice(0, -1)];
  if (last === undefined) return { ...condition, ...change, rules: condition.rules };
  return atGroup(condition, parent, (group) => {
    const node = group.rules[last];
    if (!node) return 'no_such_node';
    const changed = isGroup(node) ? { ...node, ...change, rules: node.rules } : { ...node, ...change };
    return { ...group, rules: group.rules.with(last, changed) };
  });
}

function remove(condition: ConditionGroup, path: NodePath): ConditionGroup | EditRefusal {
  const last = path.at(-1);
  if (last === undefined) return 'whole_condition';
  return atGroup(condition, path.slice(0, -1), (group) =>
    group.rules[last] ? { ...group, rules: group.rules.toSpliced(last, 1) } : 'no_such_node',
  );
}

function move(condition: ConditionGroup, path: NodePath, to: NodePath, index: number): ConditionGroup | EditRefusal {
  if (path.length === 0) return 'whole_condition';
  if (path.every((step, depth) => to[depth] === step)) return 'into_itself';
  const node = nodeAt(condition, path);
  if (!node) return 'no_such_node';
  const removed = remove(condition, path);
  if (typeof removed === 'string') return removed;
  const target = afterRemoval([...to, index], path);
  return add(removed, target.slice(0, -1), node, target.at(-1));
}

/** A place as it is called once the node at `removed` is gone. */
function afterRemoval(place: number[], removed: NodePath): number[] {
  const depth = removed.length - 1;
  const gone = removed[depth];
  const beside = place.length > depth && removed.slice(0, depth).every((step, at) => place[at] === step);
  const step = place[depth];
  return beside && gone !== undefined && step !== undefined && step > gone ? place.with(depth, step - 1) : place;
}

/** The node at a path; undefined where there is none. */
export function nodeAt(condition: ConditionGroup, path: NodePath): Node | undefined {
  let node: Node | undefined = condition;
  for (const step of path) node = node && isGroup(node) ? node.rules[step] : undefined;
  return node;
}

function atGroup(
  condition: ConditionGroup,
  path: NodePath,
  change: (group: ConditionGroup) => ConditionGroup | EditRefusal,
): ConditionGroup | EditRefusal {
  const [step, ...rest] = path;
  if (step === undefined) return change(condition);
  const node = condition.rules[step];
  if (!node) return 'no_such_node';
  if (!isGroup(node)) return 'not_a_group';
  const changed = atGroup(node, rest, change);
  return typeof changed === 'string' ? changed : { ...condition, rules: condition.rules.with(step, changed) };
}

function depthOf(group: ConditionGroup): number {
  return 1 + Math.max(0, ...group.rules.map((node) => (isGroup(node) ? depthOf(node) : 0)));
}
