import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { useRuleNames } from '../../rules/names.ts';
import { asObject, asText } from './parameters/parameter-props.ts';
import { usePlaceWords, useValueWords, useWho } from './value-words.ts';

/** The first of these that there is says best what a step is about. */
const TEXTS = ['title', 'subject', 'text', 'url', 'reason', 'name', 'decision'];
const PEOPLE = ['assigneeId', 'ownerId', 'userId', 'userIds', 'approverIds', 'to'];
const TIMES = ['dueAt', 'until'];

/** What a step was given and gave, or would, in one line: the texts and values themselves, not their formulas. */
export function useStepSummary(type: EntityType) {
  const { t } = useTranslation('rules');
  const { dateTime } = useFormats();
  const names = useRuleNames();
  const who = useWho();
  const place = usePlaceWords();
  const values = useValueWords(type);
  return (input: unknown, output: unknown): string => {
    const all = { ...asObject(input), ...asObject(output) };
    const text = TEXTS.map((name) => asText(all[name])).find((each) => each !== '');
    const people = PEOPLE.flatMap((name) => [all[name]].flat()).filter((id) => typeof id === 'string');
    const time = TIMES.map((name) => asText(all[name])).find((each) => each !== '');
    const set = asObject(all.set ?? all.doc);
    return [
      typeof all.branch === 'string' ? names.branch(all.branch) : '',
      text ?? '',
      Object.keys(set).length > 0 && all.entityType === undefined ? values.changes(set) : '',
      typeof all.stage === 'string' ? t('do.move', { stage: place(type, all) }) : '',
      [...new Set(people)].map((id) => who(id)).join(', '),
      time === undefined ? '' : dateTime(time),
    ]
      .filter((part) => part !== '')
      .join(' · ');
  };
}
