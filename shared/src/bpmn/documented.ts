import { fullText, type XmlElement } from './xml.ts';

const NAMED: { [name: string]: string } = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What is written in an element of documentation, line by line: some programs write it in HTML. */
export function documented(element: XmlElement): string {
  const text = fullText(element);
  const html = /html/i.test(element.attributes.textFormat ?? '') || /^<[a-z][a-z0-9]*(?: [^<>]*)?>/i.test(text);
  return html ? withoutTags(text) : text;
}

function withoutTags(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]*> ?/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,6})|([a-z]{2,4}));/g, (whole, code, name) =>
      code ? String.fromCodePoint(Number(code)) : (NAMED[name] ?? whole),
    )
    .trim();
}
