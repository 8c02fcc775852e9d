import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';

/** The server's words for what is wrong with a cell, and the text of a catalogue that says the same. */
const KNOWN = [
  [/^".*" is not a number\.$/s, 'notNumber'],
  [/^".*" is not a date\b.*\.$/s, 'notDate'],
  [/^".*" is not a time\b.*\.$/s, 'notTime'],
  [/^".*" is not one of the options\.$/s, 'notOption'],
  [/^".*" is not among the .*\.$/s, 'notAmong'],
  [/^".*" has more than \d+ digits\.$/s, 'tooManyDigits'],
  [/^The number may have (no|at most \d+) decimals\.$/, 'tooManyDecimals'],
  [/^There is no stage ".*"\.$/s, 'noStage'],
  [/^There is no person ".*"\.$/s, 'noPerson'],
  [/^This is required\.$/, 'required'],
  [/^The row has more cells than columns\.$/, 'tooManyCells'],
] as const;

export type KnownProblem = (typeof KNOWN)[number][1];

/** Which of the problems that a catalogue has words for it is; null for any other. */
export const knownProblem = (text: string): KnownProblem | null =>
  KNOWN.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** What is wrong with a row in the reader's language; the rarer things in the server's own words. */
export function useImportProblem(type: EntityType) {
  const { t } = useTranslation('import');
  const { label } = useFormats();
  return (problem: string): string => {
    const known = knownProblem(problem);
    if (known) return t(`why.${known}`);
    const [, key = '', rest = ''] = /^(\w+): (.*)$/s.exec(problem) ?? [];
    const field = type.fields.find((each) => each.key === key);
    const about = field && knownProblem(rest);
    return about ? `${label(field.label)}: ${t(`why.${about}`)}` : problem;
  };
}
