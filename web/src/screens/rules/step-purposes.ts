import { STEP_KINDS } from '@etapa/shared/rules/steps/kinds';
import { useTranslation } from 'react-i18next';

/** What steps are for; a kind that is in none of these comes last. */
const PURPOSES = {
  people: ['task.create', 'approval.request', 'notify', 'record.assign'],
  record: ['record.update', 'record.move', 'comment.add', 'tag.add', 'tag.remove'],
  others: ['record.create', 'records.update'],
  rows: ['lines.add', 'lines.discount'],
  messages: ['email.send', 'document.create'],
  outside: ['http.request'],
  flow: ['branch', 'wait', 'stop'],
} as const;

const KNOWN = new Set<string>(Object.values(PURPOSES).flat());
const KINDS = STEP_KINDS.map(({ kind }) => kind);

/** Every kind of step there is, by what it is for. */
export function useStepPurposes(): { name: string; kinds: readonly string[] }[] {
  const { t } = useTranslation('rules');
  return [
    ...Object.entries(PURPOSES).map(([purpose, kinds]) => ({
      name: t(`purpose.${purpose as keyof typeof PURPOSES}`),
      kinds: kinds.filter((kind) => KINDS.includes(kind)),
    })),
    { name: t('purpose.more'), kinds: KINDS.filter((kind) => !KNOWN.has(kind)) },
  ].filter(({ kinds }) => kinds.length > 0);
}
