import { documented } from './documented.ts';
import { childOf, fullText, type XmlElement } from './xml.ts';

/** Something that a diagram means: a pool, a task, an arrow, a message, what another program added. */
export interface Thing {
  element: XmlElement;
  /** As the file has it; files may give it twice, or not at all. */
  id: string | null;
  /** Name of its element; of what other programs added, `extension`. */
  kind: string;
  name: string;
  /** What it stands in. */
  parent: Thing | null;
  /** Its place in the file, from 0. */
  at: number;
}

/** Whether an element is the notation's own: in the namespace of the root, in BPMN's, or in none, which some forget. */
function isNotation({ namespace, written }: XmlElement, root: XmlElement): boolean {
  if (namespace === null) return !FOREIGN.test(written);
  return namespace === root.namespace || /BPMN\/20100524\/MODEL|\/spec\/BPMN\/2\.0/i.test(namespace);
}
const FOREIGN = /^(?!(bpmn2?|semantic|model):)[^:]+:/;

/** Elements that say something of the thing they stand in, and are none themselves. */
const PARTS = new Set([
  ...['incoming', 'outgoing', 'flowNodeRef', 'text', 'script', 'conditionExpression', 'source', 'target'],
  ...['timeDuration', 'timeDate', 'timeCycle', 'condition', 'eventDefinitionRef', 'sourceRef', 'targetRef'],
  ...['extension', 'supportedInterfaceRef', 'dataInputRefs', 'dataOutputRefs', 'inputSet', 'outputSet'],
  ...['loopCardinality', 'completionCondition', 'loopCondition', 'from', 'to', 'formalExpression', 'transformation'],
  ...['messageRef', 'operationRef', 'categoryValueRef', 'participantRef', 'laneSet', 'childLaneSet', 'dataState'],
  ...[
    'loopDataInputRef',
    'loopDataOutputRef',
    'inputDataItem',
    'outputDataItem',
    'resourceRef',
    'errorRef',
    'inMessageRef',
    'outMessageRef',
  ],
]);

/** The picture of a diagram: where things stand on paper, which Etapa lays out itself. */
const PICTURE = new Set(['BPMNDiagram', 'relationship']);

/** Etapa's own notes in a file. */
export const OWN_NAMESPACE = 'https://etapa.dev/schemas/bpmn';

/**
 * Everything that a file means, from the whole to its parts.
 *
 * @param definitions the root of the file
 */
export function thingsOf(definitions: XmlElement): Thing[] {
  const things: Thing[] = [];
  const add = (element: XmlElement, kind: string, parent: Thing | null): Thing => {
    const thing: Thing = {
      element,
      id: element.attributes.id?.trim() || null,
      kind,
      name: kind === 'extension' ? element.written : nameOf(element),
      parent,
      at: things.length,
    };
    things.push(thing);
    return thing;
  };
  const visit = (element: XmlElement, parent: Thing): void => {
    for (const child of element.children) {
      if (child.namespace === OWN_NAMESPACE || PICTURE.has(child.name)) continue;
      if (child.name === 'documentation' && fullText(child) === '') continue;
      if (child.name === 'extensionElements') {
        for (const extension of child.children) {
          if (extension.namespace !== OWN_NAMESPACE) add(extension, 'extension', parent);
        }
      } else if (!isNotation(child, definitions)) add(child, 'extension', parent);
      else if (PARTS.has(child.name)) visit(child, parent);
      else visit(child, add(child, child.name, parent));
    }
    for (const [name, value] of Object.entries(element.attributes)) {
      if (!/^(?!xml|xsi:|etapa:|bpmndi:)[^:]+:/.test(name) || element !== parent.element) continue;
      const attribute = { ...element, written: name, attributes: {}, children: [], text: value };
      add(attribute, 'extension', parent);
    }
  };
  visit(definitions, add(definitions, 'definitions', null));
  return things;
}

/** Texts of a diagram on one line: names of stages have no more. */
export const plain = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

function nameOf(element: XmlElement): string {
  const { name, textFormat: _, ...attributes } = element.attributes;
  if (element.name === 'documentation') return plain(documented(element)).slice(0, 200);
  const text = element.name === 'textAnnotation' ? childOf(element, 'text') : undefined;
  const inside = childOf(element, 'name');
  return plain(
    name ?? (text && fullText(text)) ?? (inside && fullText(inside)) ?? attributes.value ?? attributes.location,
  ).slice(0, 200);
}
