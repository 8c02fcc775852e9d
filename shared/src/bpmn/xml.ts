/** An element of an XML document, as a connector read it. */
export interface XmlElement {
  /** Without its prefix. */
  name: string;
  /** As it stands in the file, for people. */
  written: string;
  /** Null where the file binds the prefix to nothing. */
  namespace: string | null;
  /** By name as written; those without prefix are the notation's own. */
  attributes: { [name: string]: string };
  children: XmlElement[];
  /** Text directly inside, in order. */
  text: string;
}

/** What is written; attributes that are undefined are left out. */
export interface XmlNode {
  name: string;
  attributes?: { [name: string]: string | number | boolean | undefined };
  children?: readonly XmlNode[];
  text?: string;
}

const REPLACED: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML 1.0 cannot hold at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not be written
const UNSPEAKABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

const escaped = (text: string, marks: RegExp): string =>
  text.replace(UNSPEAKABLE, '').replace(marks, (one) => REPLACED[one] ?? one);
const inText = (text: string): string => escaped(text, /[&<>]/g).replaceAll('\r', '&#13;');
const inAttribute = (text: string): string =>
  escaped(text, /[&<>"]/g).replace(/[\n\r\t]/g, (one) => `&#${one.charCodeAt(0)};`);

/** An XML document, indented so that it can be read and compared. */
export function xmlText(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${nodeText(root, '')}`;
}

function nodeText({ name, attributes = {}, children = [], text }: XmlNode, indent: string): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const tag = name + given.map(([key, value]) => ` ${key}="${inAttribute(String(value))}"`).join('');
  if (text !== undefined) return `${indent}<${tag}>${inText(text)}</${name}>\n`;
  if (children.length === 0) return `${indent}<${tag} />\n`;
  return `${indent}<${tag}>\n${children.map((child) => nodeText(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

/** The first child of a name. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

/** Its text in full, that of elements inside included. */
export function fullText(element: XmlElement): string {
  return (element.text + element.children.map(fullText).join(' ')).trim();
}
