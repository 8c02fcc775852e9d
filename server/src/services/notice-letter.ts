import { noticeKindOf } from '@etapa/shared/process/notice';
import type { NotificationRow } from '../store/notifications.ts';
import { noticeTexts, plural } from './notice-texts.ts';

type Notice = Pick<NotificationRow, 'kind' | 'text' | 'recordId' | 'entityType' | 'data'>;

interface Addressee {
  name: string;
  language: string;
  baseUrl: string;
}

/** What one person is told, as an e-mail. */
export function letter(notices: readonly Notice[], { name, language, baseUrl }: Addressee) {
  const texts = noticeTexts(language);
  const lines = notices.map((notice) => lineOf(notice, language));
  const subject = lines.length === 1 ? (lines[0] ?? '') : plural(texts.several, lines.length, language);
  const body = [
    texts.hello.replace('{text}', () => name),
    ...notices.map((notice, index) => [lines[index], addressOf(notice, baseUrl)].filter(Boolean).join('\n')),
    `--\n${texts.choices} ${baseUrl}/settings?tab=notifications`,
  ];
  return { subject: oneLine(subject).slice(0, 200), body: body.join('\n\n') };
}

function lineOf({ kind, text, data }: Notice, language: string): string {
  const texts = noticeTexts(language);
  const about = noticeKindOf(kind);
  const several = texts.many[about];
  if (several && typeof data.count === 'number') return plural(several, data.count, language);
  if (about === 'followed' && typeof data.times === 'number') {
    return plural(texts.followedTimes, data.times, language).replace('{text}', () => text);
  }
  const reader = typeof data.reader === 'string' ? data.reader : '';
  return texts.one[about].replace('{text}', () => text).replace('{reader}', () => reader);
}

function addressOf({ recordId, entityType, kind, data }: Notice, baseUrl: string): string {
  if (typeof data.path === 'string') return `${baseUrl}${data.path}`;
  if (recordId && entityType) return `${baseUrl}/p/${encodeURIComponent(entityType)}/records/${recordId}`;
  if (kind === 'approval') return `${baseUrl}/approvals`;
  return kind === 'assigned' || kind.startsWith('task') ? `${baseUrl}/tasks` : baseUrl;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
