import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { TEXT_FILES } from './src/i18n/first-texts.ts';
import { LANGUAGES } from './src/i18n/language.ts';

const NAME = 'virtual:texts';
const folder = fileURLToPath(new URL('src/i18n', import.meta.url));

/** The catalogues as a few files for each language: one for each screen would cost more in headers than in bytes. */
export function texts(): Plugin {
  return {
    name: 'texts',
    resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${NAME}`)) return null;
      const [, language, file = ''] = id.split('/');
      if (language === undefined) {
        const files = LANGUAGES.flatMap((one) => Object.keys(TEXT_FILES).map((name) => `${one}/${name}`));
        return `export default { ${files.map((one) => `'${one}': () => import('${NAME}/${one}')`).join(', ')} };`;
      }
      const names = TEXT_FILES[file] ?? [];
      const imports = names.map((name, at) => `import n${at} from '${folder}/${language}/${name}.json';`);
      return `${imports.join('\n')}\nexport default { ${names.map((name, at) => `${name}: n${at}`).join(', ')} };`;
    },
  };
}
