import {
  IconArrowRight,
  IconArrowsSplit2,
  IconBell,
  IconBolt,
  IconChecklist,
  IconClockPause,
  IconCloudShare,
  IconDiscount2,
  IconEdit,
  IconFileText,
  IconLink,
  IconMail,
  IconMessage,
  IconPlayerStop,
  IconRubberStamp,
  IconSquarePlus,
  IconTableRow,
  IconTag,
  IconTagOff,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react';

const ICONS: { readonly [kind: string]: TablerIcon } = {
  'task.create': IconChecklist,
  'approval.request': IconRubberStamp,
  notify: IconBell,
  'record.assign': IconUser,
  'record.update': IconEdit,
  'record.move': IconArrowRight,
  'comment.add': IconMessage,
  'tag.add': IconTag,
  'tag.remove': IconTagOff,
  'record.create': IconSquarePlus,
  'records.update': IconLink,
  'lines.add': IconTableRow,
  'lines.discount': IconDiscount2,
  'email.send': IconMail,
  'document.create': IconFileText,
  'http.request': IconCloudShare,
  branch: IconArrowsSplit2,
  wait: IconClockPause,
  stop: IconPlayerStop,
};

/** The picture of a kind of step. */
export function StepIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Icon = ICONS[kind] ?? IconBolt;
  return <Icon size={size} stroke={1.75} aria-hidden />;
}
