import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const COMPONENT = /@mantine\/(core|dates|spotlight|notifications)\/esm\/(?:.*\/)?(\w+)\.module\.mjs$/;
const folder = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.layer.css'));

/** Components whose styles come first: the frame and the board wait for one file instead of thirty. */
const first = new Set(
  [...readFileSync(new URL('src/ui/base-styles.ts', import.meta.url), 'utf8').matchAll(/styles\/(\w+)\.layer/g)].map(
    ([, name]) => name,
  ),
);

/**
 * Sends the styles of Mantine's components with the scripts that use them, instead of all components' with the first
 * screen. `base-styles.ts` names those that come first.
 */
export function mantineStyles(): Plugin {
  return {
    name: 'mantine-styles',
    apply: 'build',
    transform(code, id) {
      const [, library, component] = COMPONENT.exec(id) ?? [];
      if (library === undefined) return null;
      const core = library === 'core';
      if (core && (first.has(component) || !existsSync(join(folder, 'styles', `${component}.layer.css`)))) return null;
      const styles = core ? `@mantine/core/styles/${component}.layer.css` : `@mantine/${library}/styles.layer.css`;
      return { code: `import '${styles}';\n${code}`, map: null };
    },
  };
}
