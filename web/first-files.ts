import type { Plugin, Rolldown } from 'vite';
import { LANGUAGES } from './src/i18n/language.ts';

/** Reads what is named here, so it comes after. */
const READER = '<script src="/before-paint.js">';

/** Screens that people begin with, the frame around them, and its texts in each language. */
const PARTS: { [name: string]: string } = {
  shell: 'src/app/shell.tsx',
  process: 'src/app/process.tsx',
  home: 'src/screens/home/home.tsx',
  board: 'src/screens/board/board.tsx',
  table: 'src/screens/table/table.tsx',
  ...Object.fromEntries(LANGUAGES.map((language) => [language, `virtual:texts/${language}/first`])),
};

/**
 * Names in index.html the files that each first screen needs beyond those of the page itself, for
 * `public/before-paint.js` to ask for at once: a browser would learn of them only after the page's own have run.
 */
export function firstFiles(): Plugin {
  return {
    name: 'first-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {}, chunk: entry }) {
        const own = new Set(entry ? filesOf(bundle, entry) : []);
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        const files = Object.entries(PARTS).map(([name, source]) => {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source));
          if (!chunk) throw new Error(`There is no file of its own for ${source}.`);
          return [name, filesOf(bundle, chunk).filter((file) => !own.has(file))];
        });
        const named = JSON.stringify(Object.fromEntries(files));
        return html.replace(
          READER,
          `<script type="application/json" id="first-files">${named}</script>\n    ${READER}`,
        );
      },
    },
  };
}

/** A file's own address, those of all that it imports, and of their styles. */
function filesOf(bundle: Rolldown.OutputBundle, chunk: Rolldown.OutputChunk, seen = new Set<string>()): string[] {
  if (seen.has(chunk.fileName)) return [];
  seen.add(chunk.fileName);
  const imported = chunk.imports.flatMap((name) => {
    const output = bundle[name];
    return output?.type === 'chunk' ? filesOf(bundle, output, seen) : [];
  });
  const styles = [...(chunk.viteMetadata?.importedCss ?? [])].map((name) => `/${name}`);
  return [...new Set([`/${chunk.fileName}`, ...styles, ...imported])];
}
