import type { XmlElement } from '@etapa/shared/bpmn/xml';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { BrokenDiagram } from './broken-diagram.ts';
import { xmlTextOf } from './encoding.ts';

/** Deepest nesting that is read: diagrams have some thirty. */
const DEEPEST = 200;
/** Elements that are read: a large diagram has some ten thousand. */
const MOST = 500_000;

/**
 * The root of a BPMN file. Entities that a file defines are never resolved, nor is anything fetched.
 *
 * @throws BrokenDiagram
 */
export function readBpmn(bytes: Buffer): XmlElement {
  const text = xmlTextOf(bytes);
  if (text.trim() === '') throw new BrokenDiagram('empty', 'The file is empty.');
  const root = parse(text);
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

function parse(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  const broken = (code: BrokenDiagram['code'], message: string) =>
    new BrokenDiagram(code, message, parser.line, parser.column);
  parser.on('error', (error) => {
    throw broken('not_xml', `This is no XML that can be read: ${error.message.replace(/^\d+:\d+: /, '')}`);
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (stack.length >= DEEPEST) throw broken('too_deep', `Elements are nested deeper than ${DEEPEST}.`);
    if (++count > MOST) throw broken('too_many', `The file holds more than ${MOST} elements.`);
    const outer = stack.at(-1);
    const opened = open(tag, outer?.namespaces ?? {});
    outer?.element.children.push(opened.element);
    root ??= opened.element;
    stack.push(opened);
  });
  const said = (characters: string) => {
    const element = stack.at(-1)?.element;
    if (element) element.text += characters;
  };
  parser.on('text', said);
  parser.on('cdata', said);
  parser.on('closetag', () => void stack.pop());
  parser.write(text).close();
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
