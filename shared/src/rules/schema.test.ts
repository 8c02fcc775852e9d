import fc from 'fast-check';
import { interpreted } from '../definition/interpret.ts';
import { schemaFaults } from '../definition/schema-faults.ts';
import { compileSchema } from '../definition/validator.ts';
import { schemaOf } from './parameter.ts';
import { STEP_KINDS } from './steps/kinds.ts';
import { TRIGGER_KINDS } from './triggers/kinds.ts';

const given = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    101,
    '= x',
    'x',
    ['x', 'x'],
    { atLeast: 0 },
    { pool: ['a'], by: 'rules', rules: [{}] },
    { event: { kind: 'x' }, timeout: 5, more: 1 },
    { stage: 5 },
    { 'a b': 5 },
  ),
);

describe('the parameters of a kind', () => {
  // Where a page may make no code, its form is checked by walking the schema: it has to hear the same.
  it.each([...STEP_KINDS, ...TRIGGER_KINDS].map(({ kind, parameters }) => [kind, parameters] as const))(
    'of %s have the same faults in a browser and on the server',
    (_, parameters) => {
      const { properties, required } = schemaOf(parameters);
      const schema = { type: 'object', properties, required, additionalProperties: false };
      const [walked, compiled] = [interpreted(schema), compileSchema(schema)];
      const told = (faults: { path: string; code: string }[]) =>
        faults.map(({ path, code }) => `${path} ${code}`).sort();
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...Object.keys(properties), 'more'), given), (values) => {
          expect(told(schemaFaults(walked(values), ''))).toEqual(told(compiled(values, '')));
        }),
        { numRuns: 60 },
      );
    },
  );
});
