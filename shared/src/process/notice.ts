/** What people are told of, each with its own choice. Troubles of rules (`rule.failed` …) are one of them. */
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
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The choice that a notification's kind falls under. */
export const noticeKindOf = (kind: string): NoticeKind =>
  kind.startsWith('rule.') ? 'ruleTrouble' : (NOTICE_KINDS.find((each) => each === kind) ?? 'rule');
