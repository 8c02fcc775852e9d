import type { TFunction } from 'i18next';
import type { Notification } from './notifications.ts';

/** Kinds that tell of cards or tasks by name, and of many by their number. */
const NAMED = ['mention', 'assigned', 'approval', 'record', 'taskDue', 'taskOverdue', 'overNorm', 'followed'] as const;
const COUNTED = ['record', 'taskDue', 'taskOverdue', 'overNorm', 'followed'] as const;

/** What a notification says, in the reader's language around somebody's words. */
export function textOf({ kind, text: name, data }: Notification, t: TFunction<'notifications'>): string {
  const counted = typeof data.count === 'number' ? COUNTED.find((one) => one === kind) : undefined;
  if (counted) return t(`many.${counted}`, { count: Number(data.count) });
  const times = Number(data.times ?? 1);
  if (kind === 'followed' && times > 1) return t('followedTimes', { name, count: times });
  const named = NAMED.find((one) => one === kind);
  if (named) return t(`told.${named}`, { name });
  if (kind === 'rule.failed') return t('rule.failed', { name });
  if (kind === 'rule.looped') return t('rule.looped', { name });
  if (kind === 'rule.paused') return t('rule.paused', { name, count: Number(data.failures) });
  if (kind === 'rule.broken')
    return t('rule.broken', { name, count: Array.isArray(data.rules) ? data.rules.length : 1 });
  if (kind === 'report.unsent') return t('report.unsent', { name, reader: String(data.reader ?? '') });
  return name;
}
