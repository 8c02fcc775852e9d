import { type Completion, type CompletionSource, snippet } from '@codemirror/autocomplete';
import type { FormulaName } from './names.ts';
import { type FunctionName, suggest } from './suggest.ts';

/** Words about a function, where there are any. */
export type About = (name: string) => string | undefined;

/** Completes names and functions; the list is ours, filtered by labels as well as by keys. */
export function completionOf(
  names: () => readonly FormulaName[],
  functions: readonly FunctionName[],
  about: About,
): CompletionSource {
  return ({ state, pos, explicit }) => {
    const found = suggest(state.sliceDoc(0, pos), names(), functions, explicit);
    if (!found) return null;
    return {
      from: found.from,
      filter: false,
      options: [...found.names.map(ofName), ...found.functions.map((one) => ofFunction(one, about(one.name)))],
    };
  };
}

function ofName({ name, label, detail, entries }: FormulaName): Completion {
  return {
    label: name,
    displayLabel: label,
    detail: label === name ? detail : [name, detail].filter((part) => part !== '').join(' · '),
    type: entries.length > 0 ? 'namespace' : 'variable',
    apply: name,
  };
}

function ofFunction({ name, parameters }: FunctionName, info: string | undefined): Completion {
  const plain = parameters.map((parameter) => parameter.replace(/^\.\.\./, ''));
  const places = plain.map((parameter) => `\${${parameter}}`).join(', ');
  return {
    label: name,
    displayLabel: `${name}(${plain.join(', ')})`,
    type: 'function',
    ...(info ? { info } : {}),
    apply: snippet(`${name}(${places})`),
  };
}
