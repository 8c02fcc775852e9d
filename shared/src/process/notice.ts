/** What people are told of, each with its own choice. Troubles of rules (`rule.failed` …) are one of them, of reports another. */
export const NOTICE_KINDS = [
  'mention',
  'assigned',
  'record',
  'approval',
  'taskDue',
  'taskOverdue',
  'overNorm',
  'followed',
  'rule',
  'ruleTrouble',
  'reportTrouble',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The choice that a notification's kind falls under. */
export function noticeKindOf(kind: string): NoticeKind {
  if (kind.startsWith('rule.')) return 'ruleTrouble';
  if (kind.startsWith('report.')) return 'reportTrouble';
  return NOTICE_KINDS.find((each) => each === kind) ?? 'rule';
}
