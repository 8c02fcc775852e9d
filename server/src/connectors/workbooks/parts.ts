import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes';
import { BrokenWorkbook, demandPiece } from './cell.ts';
import { type Shown, shownBy } from './serial.ts';

/** What is heard of an XML document while it is read. */
interface Listener {
  open?(name: string, attributes: { [name: string]: string }): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Names without their prefix: some programs write `x:row`. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads XML chunk by chunk. @throws BrokenWorkbook where it is none, or where a text or a tag has no end */
export function parserFor(listener: Listener): { write(chunk: string): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false });
  // The parser holds what it has not told of yet.
  let held = 0;
  parser.on('error', (error) => {
    throw new BrokenWorkbook(`A part of the workbook is damaged: ${error.message}`);
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    held = 0;
    listener.open?.(local(tag.name), named(tag.attributes));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  parser.on('closetag', (tag) => {
    held = 0;
    listener.close?.(local(tag.name));
  });
  const write = (chunk: string) => {
    held += chunk.length;
    parser.write(chunk);
    demandPiece(held);
  };
  return { write, end: () => void parser.close() };
}

/** Attributes of relations keep their prefix: `r:id` and `id` are two things. */
function named(attributes: { [name: string]: string | SaxesAttributePlain }): { [name: string]: string } {
  return attributes as { [name: string]: string };
}

/** Characters that XML cannot hold are written by their number (ECMA-376, part 1, 22.4.2.4). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

export interface SheetPart {
  name: string;
  hidden: boolean;
  /** Of the relation that says where it is. */
  relation: string;
}

/** Sheets in their order, and whether days are counted from 1904. */
export function workbookListener(found: { sheets: SheetPart[]; from1904: boolean }): Listener {
  return {
    open(name, attributes) {
      if (name === 'workbookPr') found.from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      found.sheets.push({ name: attributes.name ?? '', hidden, relation });
    },
  };
}

/** Where the parts that relations name are, below `xl/`. */
export function relationsListener(found: Map<string, { type: string; target: string }>): Listener {
  return {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: withoutDots(target) });
    },
  };
}

function withoutDots(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** How each style shows numbers. */
export function stylesListener(found: Shown[]): Listener {
  const codes = new Map<number, string>();
  let inCells = false;
  return {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(attributes.numFmtId ?? 0);
      found.push(shownBy(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  };
}

/** Texts that cells refer to, without their phonetic readings. */
export function textsListener(add: (text: string) => void): Listener {
  let text = '';
  let reading = false;
  let within = false;
  return {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') reading = true;
      if (name === 't') within = !reading;
    },
    text(part) {
      if (within) text += part;
      demandPiece(text.length);
    },
    close(name) {
      if (name === 't') within = false;
      if (name === 'rPh') reading = false;
      if (name === 'si') add(unescaped(text));
    },
  };
}
