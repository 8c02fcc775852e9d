import { setImmediate as turn } from 'node:timers/promises';
import type { XmlElement } from '@etapa/shared/bpmn/xml';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { BrokenDiagram } from './broken-diagram.ts';
import { xmlTextOf } from './encoding.ts';

/** Deepest nesting that is read: diagrams have some thirty. */
const DEEPEST = 200;
/** Elements that are read, the picture aside: a large diagram has some ten thousand. */
const MOST = 100_000;
/** Characters read before others have their turn: some ten milliseconds. */
const SLICE = 256 * 1024;

/**
 * The root of a BPMN file. Entities that a file defines are never resolved, nor is anything fetched.
 *
 * @throws BrokenDiagram
 */
export function readBpmn(bytes: Buffer): XmlElement {
  const reading = parse(textOf(bytes));
  for (;;) {
    const { done, value } = reading.next();
    if (done) return definitionsIn(value);
  }
}

/** The same, giving others their turn in between. @throws BrokenDiagram */
export async function readBpmnInTurns(bytes: Buffer): Promise<XmlElement> {
  const reading = parse(textOf(bytes));
  for (;;) {
    const { done, value } = reading.next();
    if (done) return definitionsIn(value);
    await turn();
  }
}

function textOf(bytes: Buffer): string {
  const text = xmlTextOf(bytes);
  if (text.trim() === '') throw new BrokenDiagram('empty', 'The file is empty.');
  return text;
}

function definitionsIn(root: XmlElement): XmlElement {
  if (root.name === 'definitions') return root;
  const found = root.children.find(({ name }) => name === 'definitions');
  if (found) return found;
  throw new BrokenDiagram(
    'not_bpmn',
    `This is XML, but no BPMN: it begins with <${root.written}>, not with <definitions>.`,
  );
}

interface Open {
  element: XmlElement;
  namespaces: { [prefix: string]: string };
}

/** Reads on with each turn. */
function* parse(text: string): Generator<undefined, XmlElement> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  /** How deep in the picture, which Etapa draws itself: none of it is kept. */
  let pictured = 0;
  const broken = (code: BrokenDiagram['code'], message: string) =>
    new BrokenDiagram(code, message, parser.line, parser.column);
  parser.on('error', (error) => {
    throw broken('not_xml', `This is no XML that can be read: ${error.message.replace(/^\d+:\d+: /, '')}`);
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (stack.length + pictured >= DEEPEST) throw broken('too_deep', `Elements are nested deeper than ${DEEPEST}.`);
    if (pictured > 0 || /^(?:\w+:)?BPMNDiagram$/.test(tag.name)) {
      pictured++;
      return;
    }
    if (++count > MOST) throw broken('too_many', `The file holds more than ${MOST} elements.`);
    const outer = stack.at(-1);
    const opened = open(tag, outer?.namespaces ?? {});
    outer?.element.children.push(opened.element);
    root ??= opened.element;
    stack.push(opened);
  });
  const said = (characters: string) => {
    const element = stack.at(-1)?.element;
    if (element && pictured === 0) element.text += characters;
  };
  parser.on('text', said);
  parser.on('cdata', said);
  parser.on('closetag', () => {
    if (pictured > 0) pictured--;
    else stack.pop();
  });
  for (let from = 0; from < text.length; from += SLICE) {
    parser.write(text.slice(from, from + SLICE));
    yield;
  }
  parser.close();
  if (!root) throw broken('not_xml', 'There is no element in the file.');
  return root;
}

function open({ name: written, attributes }: SaxesTagPlain, outer: Open['namespaces']): Open {
  const given = attributes as { [name: string]: string };
  const bound = Object.entries(given).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  const namespaces =
    bound.length === 0 ? outer : { ...outer, ...Object.fromEntries(bound.map(([name, uri]) => [name.slice(6), uri])) };
  const colon = written.indexOf(':');
  const namespace = namespaces[colon < 0 ? '' : written.slice(0, colon)] ?? null;
  const element = { name: written.slice(colon + 1), written, namespace, attributes: given, children: [], text: '' };
  return { element, namespaces };
}
