import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';

/** The server's words for what is wrong with a cell, a row or a record, and the text of a catalogue that says the same. */
const KNOWN = [
  [/^".*" is not a number\.$/s, 'notNumber'],
  [/^(?:".*" is not a date\b.*|A date is a day of .*)\.$/s, 'notDate'],
  [/^(?:".*" is not a time\b.*|A time is ISO 8601 .*)\.$/s, 'notTime'],
  [/^(?:".*" is not a duration\b.*|A duration is ISO 8601 .*)\.$/s, 'notDuration'],
  [/^".*" is neither yes nor no\.$/s, 'notBoolean'],
  [/^(?:".*" is not one of the options|Must be one of: .*)\.$/s, 'notOption'],
  [/^".*" is not known\.$/s, 'notKnown'],
  [/^(?:".*" is not among the .*|There is no such record(?: any more)?)\.$/s, 'notAmong'],
  [/^(?<shown>\d+) (?:records|people) are called ".*"\.$/s, 'several'],
  [/^(?<shown>\d+) records have this value\.$/, 'severalHave'],
  [/^".*" cannot be (?:the name of a new record\.|made: .*)$/s, 'cannotBeMade'],
  [/^(?:".*" has more than \d+ digits|A number has at most \d+ digits)\.$/s, 'tooManyDigits'],
  [/^The number may have (no|at most \d+) decimals\.$/, 'tooManyDecimals'],
  [/^Give at most (?<limit>\d+) characters\.$/, 'tooLong'],
  [/^Give at least (?<limit>\d+) characters\.$/, 'tooShort'],
  [/^(?:The least it may be is|The value must not be before) (?<limit>\S+)\.$/, 'tooSmall'],
  [/^(?:The most it may be is|The value must not be after) (?<limit>\S+)\.$/, 'tooLarge'],
  [/^The value must match (?:format|pattern) ".*"\.$/s, 'badForm'],
  [/^The text holds .*\.$/, 'badCharacter'],
  [/^There is no (?:such stage|stage ".*")\.$/s, 'noStage'],
  [/^There is no (?:such funnel|funnel ".*")\.$/s, 'noFunnel'],
  [/^There is no (?:such person|person ".*")\.$/s, 'noPerson'],
  [/^This is required\.$/, 'required'],
  [/^".*" asks for this\.$/s, 'stageAsks'],
  [/^".*" is not a record number\.$/s, 'notRecordNumber'],
  [/^The number (?<shown>\d+) is taken\.$/, 'numberTaken'],
  [/^Already the value of line (?<line>\d+)\.$/, 'alreadyInLine'],
  [/^Already the value of (?<record>#\d+.*)\.$/s, 'alreadyOf'],
  [/^Already the value of another record\.$/, 'already'],
  [/^It looks like (?<record>#\d+), as an earlier row does\.$/, 'looksLike'],
  [/^Your roles do not take in such a record, so you may not make it\.$/, 'mayNotMake'],
  [/^Your roles do not allow (?:to change the record that this is of|this for this record)\.$/, 'mayNotChange'],
  [/^You may not write this field\.$/, 'mayNotWrite'],
  [/^(?:Your roles may not move cards this way|You may not (?:put|take) cards .*)\.$/s, 'mayNotMove'],
  [/^A card cannot go from ".*" to ".*"\.$/s, 'noWay'],
  [/^The card does not meet what ".*" asks\.$/s, 'guard'],
  [/^".*" holds as many cards as it may: (?<limit>\d+)\.$/s, 'stageFull'],
  [/^The task "(?<what>.*)" is not done yet\.$/s, 'taskOpen'],
  [/^The record is in the trash: restore it first\.$/, 'inTrash'],
  [/^Changed since: (?<what>.*)\.$/s, 'changedSince'],
  [/^It was worked on since: it stays\.$/, 'workedOn'],
  [/^Others keep changing this record\.$/, 'busy'],
  [/^".*" is already the value of (?<record>#\d+.*)\.$/s, 'alreadyOf'],
  [/^".*" is already taken\.$/s, 'already'],
  [/^".*" is in the file, but its row was refused: the record was kept without this link\.$/s, 'linkLost'],
  [/^The row has more cells than columns\.$/, 'tooManyCells'],
  [/^A quotation mark is opened here and never closed\.$/, 'neverClosed'],
  [/^(?:The workbook is damaged|A part of the workbook is damaged: .*)\.?$/s, 'damaged'],
  [/^A row of the workbook is too long to be one\.$/, 'rowTooLong'],
  [/^The workbook holds too much text: .*\.$/, 'tooMuchText'],
  [/^This is before the record was made\.$/, 'closedBefore'],
  [/^This time is still to come, .*\.$/, 'stillToCome'],
  [/^When this was is not said\.$/, 'noTime'],
  [/^Which record this is of is not said\.$/, 'noRecord'],
  [/^Which stage of ".*" this was is not said\.$/s, 'noStageSaid'],
  [/^The record has moved here before this: .*\.$/, 'pastEnds'],
  [/^The row was refused\.$/, 'refused'],
] as const;

export type KnownProblem = (typeof KNOWN)[number][1];

interface Known {
  key: KnownProblem;
  values: { limit?: string; shown?: string; line?: string; record?: string; what?: string };
  /** The column or field that it is about, where that is said before it. */
  about?: string;
}

function knownOne(text: string): Known | null {
  for (const [pattern, key] of KNOWN) {
    const match = pattern.exec(text);
    if (match) return { key, values: { ...match.groups } };
  }
  const [, about, rest = ''] = /^([^"]+?): (.*)$/s.exec(text) ?? [];
  const known = about === undefined ? null : knownOne(rest);
  return known && known.about === undefined ? { ...known, about } : null;
}

/** The problems that a text tells of, one after the other, as a catalogue has words for them; null where it has none. */
export function knownProblems(text: string): Known[] | null {
  // A value may hold anything: only where both sides are known is this the end of one and the beginning of another.
  for (let at = text.indexOf('. '); at >= 0; at = text.indexOf('. ', at + 1)) {
    const first = knownOne(text.slice(0, at + 1));
    const others = first && knownProblems(text.slice(at + 2));
    if (first && others) return [first, ...others];
  }
  const only = knownOne(text);
  return only && [only];
}

/** What is wrong with a row or a record in the reader's language; what no catalogue knows in the server's own words. */
export function useProblemWords(type: EntityType) {
  const { t } = useTranslation('import');
  const { label } = useFormats();
  const named = (about: string): string => {
    const field = type.fields.find(({ key }) => key === about);
    return field ? label(field.label) : about;
  };
  return (problem: string): string =>
    knownProblems(problem)
      ?.map(({ key, values, about }) =>
        [about === undefined ? '' : `${named(about)}: `, t(`why.${key}`, values)].join(''),
      )
      .join(' ') ?? problem;
}
