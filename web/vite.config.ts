import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstFiles } from './first-files.ts';
import { mantineStyles } from './mantine-styles.ts';
import { precompress } from './precompress.ts';
import { texts } from './texts.ts';

const shared = fileURLToPath(new URL('../shared/src', import.meta.url));
const api = process.env.ETAPA_API ?? 'http://127.0.0.1:3000';

/** What changes only with the libraries, kept apart so that a new version of ours leaves it in the cache. */
const BASE = /node_modules\/((react|react-dom|scheduler)\/|@tanstack\/(react-)?(router|query|history|store))/;

/** What so many screens share comes in one file: one for each component costs more in headers than in bytes. */
const SHARED = 14;
/** Shared as often, yet of forms, which no first screen opens. */
const OF_FORMS =
  /libphonenumber|react-number-format|react-remove-scroll|use-sidecar|use-callback-ref|react-style-singleton|floating-ui|utils\/(Floating|InlineInput)|@mantine\/dates|dayjs|big\.js|components\/(Textarea|Switch|Input\/Input(Wrapper|Label|Description|Error)|Checkbox|ScrollArea|NumberInput|Pill|Combobox|Select|Menu|Popover|Tooltip|MultiSelect|PillsInput|SegmentedControl|FloatingIndicator|Table|Modal|SimpleGrid|Radio|Accordion)|shared\/src\/(fields|reports)\/|conditions\/(words|choices|row-types|sentence|check)\.ts|fields\/(line|checklist|file|record-picker|person-picker)|src\/ui\/(menu-at|choice|term|time-zone|drop-file|formatted|markup|page|panel|funnel-picture)|src\/data\/(problem-text|rule|reports|packages|approvals|contacts|dashboards|email|follows|report-|duplicates|jobs|design)/;
/** Small things: together they weigh less than the headers each would come with. */
const PIECES = /@tabler\/icons-react|@mantine\/(hooks|store)|src\/(data|ui)\/[\w-]+\.tsx?$/;
/** What the frame itself shows, whoever else does: pieces too. */
const OF_FRAME =
  /@mantine\/core\/.*\/(components\/(Indicator|Kbd|Collapse)\/|MantineProvider\/)|components\/Accordion\/AccordionChevron|DatesProvider|src\/app\/(keys-on-call|schemes|first-shape)|src\/data\/(contacts|outbox-kept)|shared\/src\/duplicates\/checks/;
/** What a board and a table have in common. */
const OF_RECORDS =
  /components\/(Chip\/|Checkbox\/CheckIcon)|pragmatic-drag-and-drop-(hitbox|live-region)|src\/app\/process|IconLayoutKanban|web\/src\/conditions\/(use-shown|quick-filters|filter-bar|views-menu|complete|over-norm|sentence|words|choices|row-types|refusal-words|records-search)\.|fields\/(stage-move|field-path|field-display|field-states|board-clock|stage-age|row)\.|shared\/src\/(conditions\/(json|values|hold|evaluate|check)|definition\/(working-time|over-norm)|reports\/(query|columns|dataset-fields))\.|board\/why-not/;
const small = (module: string): boolean => PIECES.test(module) && !OF_FORMS.test(module);
const framed = (module: string): boolean => /\.(m?js|tsx?)$/.test(module) && !OF_FORMS.test(module);

export default defineConfig({
  plugins: [react(), texts(), mantineStyles(), firstFiles(), precompress()],
  resolve: {
    alias: [
      { find: /^@etapa\/shared\/(.*)$/, replacement: `${shared}/$1.ts` },
      { find: /^temporal-polyfill$/, replacement: fileURLToPath(new URL('temporal.ts', import.meta.url)) },
    ],
    dedupe: ['react', 'react-dom', '@mantine/core', '@mantine/hooks'],
  },
  server: { proxy: { '/api': { target: api, changeOrigin: false }, '/f': { target: api } } },
  build: {
    target: 'es2022',
    // These know `light-dark()`: what stands in for it elsewhere does not follow the scheme chosen in the app.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    sourcemap: false,
    chunkSizeWarningLimit: 1600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: BASE, priority: 5 },
            { name: 'records', test: OF_RECORDS, minShareCount: 2, priority: 1 },
            { name: 'pieces', test: OF_FRAME, priority: 4 },
            { name: 'pieces', test: small, minShareCount: 3, priority: 3 },
            { name: 'frame', test: framed, minShareCount: SHARED, priority: 2 },
          ],
        },
      },
    },
  },
});
