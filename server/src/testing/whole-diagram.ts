import { readDiagram } from '@etapa/shared/bpmn/read';
import type { XmlElement } from '@etapa/shared/bpmn/xml';
import { checkDefinition } from '@etapa/shared/definition/check';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { checkRule } from '@etapa/shared/rules/check';
import { readBpmn } from '../connectors/bpmn/read.ts';

/** A process that diagrams are added to. */
const HOUSE: EntityType = {
  key: 'house',
  name: 'House',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [{ key: 'main', name: 'Main', stages: [{ key: 'new', name: 'New', group: 'open' }], transitions: 'free' }],
};

const FLOW_ELEMENTS =
  /^(.*[tT]ask|.*Event|.*Gateway|.*[pP]rocess|callActivity|transaction|sequenceFlow|messageFlow|lane|participant|textAnnotation|association|group|data.*Reference|dataObject|message|signal|error|escalation)$/;

/** Every id that a file gives to something a reader of the diagram sees. */
function idsOf(element: XmlElement): string[] {
  if (/^(extensionElements|BPMNDiagram)$/.test(element.name)) return [];
  const own = FLOW_ELEMENTS.test(element.name) && element.attributes.id ? [element.attributes.id] : [];
  return [...own, ...element.children.flatMap(idsOf)];
}

/** Reads a diagram and checks what must hold of every one: all of it is carried or left, and the process is right. */
export function readWhole(bytes: Buffer) {
  const root = readBpmn(bytes);
  const found = readDiagram(root, { fileName: 'diagram' });
  const [type] = found.document.entityTypes;
  if (!type) throw new Error('There is no process.');
  const checked = checkDefinition(type, () => undefined, []);
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusal.errors));
  for (const { rule } of found.document.rules ?? []) {
    expect(checkRule(rule, type, () => undefined)).toEqual([]);
    expect(rule.enabled).toBe(false);
  }
  for (const { stages } of type.funnels ?? []) {
    expect(new Set(stages.map(({ group }) => group))).toEqual(new Set(['open', 'won', 'lost']));
  }
  const [added] = readDiagram(root, { fileName: 'diagram', into: HOUSE }).document.entityTypes;
  expect(added && checkDefinition(added, () => undefined, []).ok).toBe(true);
  expect(added?.funnels?.[0]).toEqual(HOUSE.funnels?.[0]);
  const listed = new Map<string, number>();
  for (const { id } of [...found.carried, ...found.left]) if (id) listed.set(id, (listed.get(id) ?? 0) + 1);
  const given = new Map<string, number>();
  for (const id of idsOf(root)) given.set(id.trim(), (given.get(id.trim()) ?? 0) + 1);
  const missing = [...given].filter(([id, times]) => (listed.get(id) ?? 0) < times);
  expect(missing).toEqual([]);
  return { ...found, type, rules: (found.document.rules ?? []).map(({ rule }) => rule) };
}
