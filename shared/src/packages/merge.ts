import type { EntityType, Field, Funnel, Section, Stage, Transition } from '../definition/entity-type.ts';
import { labelIn } from '../fields/option.ts';

/** Words and looks that a process was given where it lives: a package that says nothing of them leaves them. */
const KEPT = ['help', 'instructions', 'color', 'icon', 'namePlural'] as const;

/**
 * A definition with what a package brings: what it names is as it says, what it does not name stays. Nothing goes
 * away: no field, option, funnel, stage or way between stages; a section goes when the package places all its fields.
 */
export function mergeDefinition(present: EntityType, incoming: EntityType): EntityType {
  const fields = mergeKeyed(present.fields, incoming.fields, mergeField);
  const funnels = mergeKeyed(present.funnels ?? [], incoming.funnels ?? [], mergeFunnel);
  const layout = mergeLayout(present, incoming);
  return {
    ...kept(present, incoming),
    fields,
    ...(funnels.length > 0 || present.funnels ? { funnels } : {}),
    ...(layout ? { layout } : {}),
  };
}

/** The incoming part with what it says nothing of and what people wrote. */
function kept<T extends object>(present: T, incoming: T): T {
  const own = KEPT.filter((name) => name in present && !(name in incoming));
  return {
    ...incoming,
    ...Object.fromEntries(own.map((name) => [name, (present as { [name: string]: unknown })[name]])),
  };
}

/** In the order of the incoming ones; those that stay follow what they followed before. */
function mergeKeyed<T extends { key: string }>(
  present: readonly T[],
  incoming: readonly T[],
  merge: (present: T, incoming: T) => T,
): T[] {
  return merged(present, incoming, ({ key }) => key, merge);
}

function merged<T>(
  present: readonly T[],
  incoming: readonly T[],
  nameOf: (item: T) => string,
  merge: (present: T, incoming: T) => T,
): T[] {
  const old = new Map(present.map((item) => [nameOf(item), item]));
  const result = incoming.map((item) => {
    const before = old.get(nameOf(item));
    return before === undefined ? item : merge(before, item);
  });
  const brought = new Set(incoming.map(nameOf));
  for (const [index, item] of present.entries()) {
    if (brought.has(nameOf(item))) continue;
    const before = present[index - 1];
    const at = before === undefined ? -1 : result.findIndex((each) => nameOf(each) === nameOf(before));
    result.splice(at + 1, 0, item);
  }
  return result;
}

function mergeField(present: Field, incoming: Field): Field {
  const options = present.options && incoming.options ? mergeKeyed(present.options, incoming.options, kept) : undefined;
  return { ...kept(present, incoming), ...(options ? { options } : {}) };
}

function mergeFunnel(present: Funnel, incoming: Funnel): Funnel {
  const stages = mergeKeyed(present.stages, incoming.stages, kept<Stage>);
  return { ...kept(present, incoming), stages, transitions: mergeTransitions(present, incoming, stages) };
}

const wayOf = ({ from, to }: Transition): string => `${from} ${to}`;

function mergeTransitions(present: Funnel, incoming: Funnel, stages: Stage[]): Funnel['transitions'] {
  const next = incoming.transitions ?? 'free';
  if (next === 'free') return 'free';
  const brought = new Set(incoming.stages.map(({ key }) => key));
  const before =
    (present.transitions ?? 'free') === 'free'
      ? // Whoever is in a stage that the package does not know keeps the ways they had.
        stages.flatMap((from) =>
          stages
            .filter((to) => to !== from && !(brought.has(from.key) && brought.has(to.key)))
            .map((to) => ({ from: from.key, to: to.key })),
        )
      : (present.transitions as Transition[]);
  return merged(before, next, wayOf, (_, way) => way);
}

/** Fields that the package does not place stay in their section, else in one of their own. */
function mergeLayout(present: EntityType, incoming: EntityType): EntityType['layout'] {
  if (!incoming.layout || !present.layout) return incoming.layout ?? present.layout;
  const placed = new Set(incoming.layout.sections.flatMap(({ fields }) => fields));
  const rest = (section: Section): Section => ({
    ...section,
    fields: section.fields.filter((key) => !placed.has(key)),
  });
  const sections = merged(
    present.layout.sections.map(rest).filter(({ fields }) => fields.length > 0),
    incoming.layout.sections,
    ({ title }) => labelIn(title, 'en'),
    (before, section) => ({ ...section, fields: [...section.fields, ...before.fields] }),
  );
  const cards = [...new Set([...(incoming.layout.card ?? []), ...(present.layout.card ?? [])])];
  const card = incoming.layout.card || present.layout.card ? { card: cards } : {};
  return { ...incoming.layout, sections, ...card };
}
