import type { EntityType, Funnel } from '../definition/entity-type.ts';
import { labelIn } from '../fields/option.ts';
import { orderly } from '../packages/order.ts';
import type { Rule } from '../rules/rule.ts';
import { drawFunnel } from './draw.ts';
import { OWN_NAMESPACE } from './thing.ts';
import { type XmlNode, xmlText } from './xml.ts';

/** Height between two pools, in pixels. */
const GAP = 60;

/**
 * A process as a BPMN 2.0 file with its picture: a pool for each funnel, a lane for each group, a task for each stage,
 * an end for each stage that ends a card. What BPMN has no place for stands in notes of our own, so that the file
 * comes back whole.
 *
 * @param type with nobody's ids in it
 * @param language that names are drawn in
 */
export function writeDiagram(type: EntityType, rules: readonly Rule[], language: string): string {
  const { funnels = [], ...rest } = type;
  let top = 0;
  const drawn = funnels.map((funnel) => {
    const found = drawFunnel(funnel, rules, language, top);
    top += found.height + GAP;
    return found;
  });
  const participants = funnels.map((funnel) => participantOf(funnel, language));
  const notes = [note('type', rest), ...(rules.length > 0 ? [note('rules', rules)] : [])];
  const collaboration: XmlNode = {
    name: 'bpmn:collaboration',
    attributes: { id: 'collaboration', name: labelIn(type.name, language) },
    children: [{ name: 'bpmn:extensionElements', children: notes }, ...participants],
  };
  const plane: XmlNode = {
    name: 'bpmndi:BPMNPlane',
    attributes: { id: 'plane', bpmnElement: 'collaboration' },
    children: drawn.flatMap(({ picture }) => picture),
  };
  return xmlText({
    name: 'bpmn:definitions',
    attributes: {
      'xmlns:bpmn': 'http://www.omg.org/spec/BPMN/20100524/MODEL',
      'xmlns:bpmndi': 'http://www.omg.org/spec/BPMN/20100524/DI',
      'xmlns:dc': 'http://www.omg.org/spec/DD/20100524/DC',
      'xmlns:di': 'http://www.omg.org/spec/DD/20100524/DI',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xmlns:etapa': OWN_NAMESPACE,
      id: `etapa_${type.key}`,
      targetNamespace: OWN_NAMESPACE,
      exporter: 'Etapa',
    },
    children: [
      collaboration,
      ...drawn.map(({ process }) => process),
      { name: 'bpmndi:BPMNDiagram', attributes: { id: 'diagram' }, children: [plane] },
    ],
  });
}

const participantOf = ({ key, name }: Funnel, language: string): XmlNode => ({
  name: 'bpmn:participant',
  attributes: { id: `pool_${key}`, name: labelIn(name, language), processRef: `process_${key}` },
});

const note = (name: string, value: unknown): XmlNode => ({
  name: `etapa:${name}`,
  text: JSON.stringify(orderly(value)),
});
