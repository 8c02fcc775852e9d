import { checkDefinition } from '../definition/check.ts';
import type { EntityType, Field } from '../definition/entity-type.ts';
import { LIMITS } from '../definition/schema.ts';
import { labelIn } from '../fields/option.ts';
import type { Package } from '../packages/package.ts';
import { checkRule } from '../rules/check.ts';
import type { Rule } from '../rules/rule.ts';
import { type Diagram, diagramOf, type Node, type Pool, referred } from './diagram.ts';
import { type DrawnFunnel, funnelOf } from './funnel.ts';
import { keyFor } from './key.ts';
import { ownNote } from './own.ts';
import { remarksOf } from './remarks.ts';
import { sketchRules } from './sketch.ts';
import { type Carried, type Left, Tally } from './tally.ts';
import { plain, type Thing } from './thing.ts';
import { WORDS } from './words.ts';
import type { XmlElement } from './xml.ts';

/** A process drawn in BPMN as Etapa would have it. */
export interface ReadDiagram {
  /** A new process with its rules, which are off: always one that could be installed. */
  document: Package;
  carried: Carried[];
  left: Left[];
}

export interface Surroundings {
  /** Name of the file without its ending: what a process without a name is called. */
  fileName?: string;
  /** Keys of types that are there already, and of roles. */
  typeKeys?: readonly string[];
  roleKeys?: readonly string[];
  typeOf?(key: string): EntityType | undefined;
  /** What the diagram adds funnels to, instead of being a process of its own. */
  into?: EntityType;
}

/**
 * Makes a process of a diagram. Everything the file holds is either carried or left, and says so.
 *
 * @param definitions the root of a file, whatever is in it
 */
export function readDiagram(definitions: XmlElement, surroundings: Surroundings = {}): ReadDiagram {
  const whole = processOf(definitions, surroundings, surroundings.into === undefined);
  // What somebody changed in our notes by hand may not fit: then the drawing alone counts.
  return isRight(whole.document, surroundings) ? whole : processOf(definitions, surroundings, false);
}

function isRight({ entityTypes: [type] }: Package, { typeOf = () => undefined, roleKeys }: Surroundings): boolean {
  return checkDefinition(type, typeOf, roleKeys).ok;
}

function processOf(definitions: XmlElement, surroundings: Surroundings, own: boolean): ReadDiagram {
  const diagram = diagramOf(definitions);
  const tally = new Tally();
  for (const thing of diagram.things)
    if (/^(definitions|collaboration)$/.test(thing.kind)) tally.carry(thing, 'process');
  if (own) withoutDrawn(diagram, tally);
  const { remarks, colorOf, keepAccount } = remarksOf(diagram, tally);
  const there = surroundings.into?.funnels ?? [];
  const taken = {
    funnels: new Set(there.map(({ key }) => key)),
    stages: new Set(there.flatMap(({ stages }) => stages.map(({ key }) => key))),
    rules: new Set<string>(),
  };
  const drawn: DrawnFunnel[] = [];
  const rules: Rule[] = [];
  const pools = diagram.pools.filter(({ nodes }) => nodes.length > 0);
  const most = LIMITS.funnels - there.length;
  for (const pool of pools.slice(most)) leavePool(pool, tally);
  for (const pool of pools.slice(0, most)) {
    const found = funnelOf(pool, { tally, own, ...taken, remarks, colorOf });
    drawn.push(found);
    const name = labelIn(found.funnel.name, 'en');
    tally.carry(pool.thing, 'funnel', name);
    if (pool.participant) tally.carry(pool.participant, 'funnel', name);
    sketchRules({ pool, funnel: found.funnel.key, stageOf: found.stageOf, tally, rules, taken: taken.rules });
  }
  const notes = own ? notesOf(diagram.things) : {};
  const type = typeFor(drawn, diagram, tally, surroundings, notes.type);
  keepAccount(drawn);
  account(diagram, tally);
  const kept = [...(notes.rules ?? []), ...(notes.type ? [] : rules)];
  return {
    document: {
      format: 'etapa-package',
      formatVersion: 1,
      key: keyFor(labelIn(type.name, 'en'), type.key, 'process', new Set()),
      version: '1.0.0',
      name: type.name,
      entityTypes: [type],
      ...rulesFor(kept, type, surroundings),
    },
    ...tally.lists(diagram.things),
  };
}

function notesOf(things: Thing[]): { type?: Omit<EntityType, 'funnels'>; rules?: Rule[] } {
  const noted = things.find(({ element }) => ownNote(element, 'type') !== undefined)?.element;
  if (!noted) return {};
  const rules = ownNote(noted, 'rules');
  return { type: ownNote(noted, 'type'), ...(rules ? { rules } : {}) };
}

/** Only rules that are right: what a changed diagram broke in ours is left out. */
function rulesFor(rules: Rule[], type: EntityType, { typeOf = () => undefined }: Surroundings): Pick<Package, 'rules'> {
  const right = rules.filter((rule) => checkRule(rule, type, typeOf).length === 0);
  return right.length > 0 ? { rules: right.map((rule) => ({ entityType: type.key, rule })) } : {};
}

function typeFor(
  drawn: DrawnFunnel[],
  diagram: Diagram,
  tally: Tally,
  { fileName, typeKeys = [], into }: Surroundings,
  noted: Omit<EntityType, 'funnels'> | undefined,
): EntityType {
  const funnels = drawn.map(({ funnel }) => funnel);
  if (noted) return { ...noted, funnels };
  const named = diagram.things.find(({ kind, name }) => kind === 'collaboration' && name !== '');
  const [first] = funnels;
  const name =
    named?.name || (funnels.length === 1 ? first?.name : undefined) || plain(fileName).slice(0, 200) || first?.name;
  const label = name || WORDS.process;
  const fields = fieldsOf(diagram, tally, into);
  if (into) return { ...into, fields: [...into.fields, ...fields], funnels: [...(into.funnels ?? []), ...funnels] };
  const begin = { key: 'new', name: WORDS.begin, group: 'open' as const };
  const ends = [
    { key: 'done', name: WORDS.done, group: 'won' as const },
    { key: 'stopped', name: WORDS.stopped, group: 'lost' as const },
  ];
  const empty = { key: 'main', name: WORDS.process, stages: [begin, ...ends], transitions: 'free' as const };
  return {
    key: keyFor(labelIn(label, 'en'), null, 'process', new Set(typeKeys), true),
    name: label,
    titleField: 'title',
    fields: [{ key: 'title', label: WORDS.title, kind: 'text', required: true, maxLength: 200 }, ...fields],
    funnels: funnels.length > 0 ? funnels : [empty],
    layout: { sections: [{ title: WORDS.main, fields: ['title', ...fields.map(({ key }) => key)] }] },
  };
}

/** Documents that a diagram shows become fields for files. */
function fieldsOf({ things, byId }: Diagram, tally: Tally, into?: EntityType): Field[] {
  const fields = new Map<string, Field>();
  const taken = new Set(into?.fields.map(({ key }) => key) ?? ['title']);
  for (const thing of things) {
    if (thing.kind !== 'dataObjectReference' && thing.kind !== 'dataObject') continue;
    const meant = referred(thing, 'dataObjectRef', byId);
    const name = thing.name || meant?.name || '';
    if (name === '' || fields.size >= LIMITS.fields - 50) continue;
    const field = fields.get(name) ?? {
      key: keyFor(name, thing.id, 'document', taken, true),
      label: name,
      kind: 'files',
    };
    fields.set(name, field as Field);
    tally.carry(thing, 'field', name);
    if (meant) tally.carry(meant, 'field', name);
  }
  return [...fields.values()];
}

/** A pool that is one too many, with all that stands in it. */
function leavePool({ thing, participant, nodes }: Pool, tally: Tally): void {
  for (const each of [thing, ...(participant ? [participant] : [])]) tally.leave(each, 'too_many');
  for (const node of nodes) for (const each of [node, ...node.out]) tally.leave(each.thing, 'too_many');
}

/** What belongs to what was carried: what its event waits for, and the message or error it names. */
function account({ things, byId, nodeOf }: Diagram, tally: Tally): void {
  const seen = new Set<string>();
  for (const thing of things) {
    const { kind, parent, id } = thing;
    if (kind.endsWith('EventDefinition') && parent && nodeOf.has(parent) && tally.carries(parent)) {
      tally.carry(thing, 'name', parent.name);
      for (const name of ['messageRef', 'signalRef', 'errorRef', 'escalationRef']) {
        const meant = referred(thing, name, byId);
        if (meant) tally.carry(meant, 'name', parent.name);
      }
    }
    if (kind === 'sequenceFlow' && ['sourceRef', 'targetRef'].some((end) => !referred(thing, end, byId))) {
      tally.leave(thing, 'broken_reference');
    }
    if (kind === 'boundaryEvent' && !referred(thing, 'attachedToRef', byId)) tally.leave(thing, 'broken_reference');
    if (kind === 'participant') {
      const broken = thing.element.attributes.processRef !== undefined && !referred(thing, 'processRef', byId);
      const empty = referred(thing, 'processRef', byId) ? 'empty' : 'outside';
      tally.leave(thing, broken ? 'broken_reference' : empty);
    }
    const node = nodeOf.get(thing);
    if (node && tally.carries(thing)) {
      const named = thing.element.children.filter((child) => child.name === 'eventDefinitionRef');
      for (const { text } of named) {
        const definition = byId.get(text.trim());
        if (definition) tally.carry(definition, 'name', node.name);
      }
    }
    if (node?.role === 'scope') tally.carry(thing, 'way', node.name);
    else if (node) tally.leave(thing, 'not_reached');
    if (id !== null && kind !== 'extension' && seen.has(id)) tally.noteDuplicate(thing);
    if (id !== null && kind !== 'extension') seen.add(id);
  }
}

/** What Etapa drew for readers alone says nothing that its notes do not say. */
function withoutDrawn({ things, nodeOf, pools }: Diagram, tally: Tally): void {
  const drawn = new Set(things.filter(({ element }) => ownNote(element, 'drawn') === true));
  for (const thing of drawn) tally.carry(thing, 'rule');
  const stays = (node: Node) => !drawn.has(node.thing);
  for (const node of nodeOf.values()) {
    node.boundary = node.boundary.filter(stays);
    node.out = node.out.filter((flow) => !drawn.has(flow.thing) && stays(flow.to));
  }
  for (const pool of pools) pool.nodes = pool.nodes.filter(stays);
}
