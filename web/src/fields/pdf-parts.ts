/**
 * What PDF files may need besides themselves: tables of Japanese, Chinese and Korean letters, fonts that files leave
 * out, and decoders of scanned pages. By address: each is fetched with the first file that asks for it.
 */
const addresses = import.meta.glob<string>(
  [
    '../../../node_modules/pdfjs-dist/cmaps/*.bcmap',
    '../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
    '../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm',
  ],
  { query: '?url&no-inline', import: 'default', eager: true },
);

const byName = new Map(Object.entries(addresses).map(([path, address]) => [path.split('/').at(-1), address]));

/** Brings them to the reader of PDF files, as its `BinaryDataFactory`. */
export class PdfParts {
  /** @throws Error for one there is none of: the reader goes on without it */
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = byName.get(filename);
    const answer = address === undefined ? undefined : await fetch(address);
    if (!answer?.ok) throw new Error(`There is no ${filename}.`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}
