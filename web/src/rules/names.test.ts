import type { Parameters } from '@etapa/shared/rules/parameter';
import { STEP_KINDS } from '@etapa/shared/rules/steps/kinds';
import { TRIGGER_KINDS } from '@etapa/shared/rules/triggers/kinds';
import type { Catalogue } from '../i18n/i18n.ts';
import { LANGUAGES } from '../i18n/language.ts';
import { readCatalogues } from '../testing/screen.tsx';

const textAt = (catalogue: Catalogue | undefined, key: string): unknown =>
  key
    .split('.')
    .reduce<Catalogue | string | undefined>(
      (part, name) => (typeof part === 'object' ? part[name] : undefined),
      catalogue,
    );

/** Keys that the form of a kind looks up for its parameters and their choices. */
const keysOf = (kind: string, parameters: Parameters): string[] =>
  Object.entries(parameters).flatMap(([name, { schema }]) => {
    const choices = 'enum' in schema && Array.isArray(schema.enum) ? schema.enum : [];
    return [`parameter.${kind}.${name}`, ...choices.map((value) => `choice.${kind}.${name}.${String(value)}`)];
  });

describe.each(LANGUAGES)('in %s', (language) => {
  it('every kind of trigger and step, its parameters, choices and branches have a name', async () => {
    const { rules } = await readCatalogues(language);
    const wanted = [
      ...TRIGGER_KINDS.flatMap(({ kind, parameters }) => [`trigger.${kind}`, ...keysOf(kind, parameters)]),
      ...STEP_KINDS.flatMap(({ kind, parameters, branches = [] }) => [
        `step.${kind}`,
        ...keysOf(kind, parameters),
        ...branches.map((name) => `outcome.${name}`),
      ]),
    ];
    expect(wanted.filter((key) => typeof textAt(rules, key) !== 'string')).toEqual([]);
  });
});
