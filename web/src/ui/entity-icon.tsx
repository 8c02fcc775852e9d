import {
  IconAddressBook,
  IconBox,
  IconBriefcase,
  IconBuilding,
  IconBulb,
  IconCalendarEvent,
  IconChecklist,
  IconClipboardList,
  IconCoin,
  IconFileText,
  IconFilter,
  IconHeadset,
  IconHeartHandshake,
  IconHome,
  IconMail,
  IconPackage,
  IconPhone,
  IconReceipt,
  IconRefresh,
  IconRocket,
  IconShoppingCart,
  IconSignature,
  IconStack2,
  IconTag,
  IconTarget,
  IconTool,
  IconTruck,
  IconUser,
  IconUserPlus,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';

const ICONS: { [name: string]: TablerIcon } = {
  'address-book': IconAddressBook,
  box: IconBox,
  briefcase: IconBriefcase,
  building: IconBuilding,
  bulb: IconBulb,
  'calendar-event': IconCalendarEvent,
  calendar: IconCalendarEvent,
  checklist: IconChecklist,
  'clipboard-list': IconClipboardList,
  coin: IconCoin,
  'file-text': IconFileText,
  filter: IconFilter,
  headset: IconHeadset,
  'heart-handshake': IconHeartHandshake,
  home: IconHome,
  mail: IconMail,
  package: IconPackage,
  phone: IconPhone,
  receipt: IconReceipt,
  refresh: IconRefresh,
  rocket: IconRocket,
  'shopping-cart': IconShoppingCart,
  signature: IconSignature,
  tag: IconTag,
  target: IconTarget,
  tool: IconTool,
  truck: IconTruck,
  user: IconUser,
  'user-plus': IconUserPlus,
  users: IconUsers,
};

/** Names that a definition may say, one for each picture. */
export const ICON_NAMES = Object.keys(ICONS).filter((name) => name !== 'calendar');

interface Props {
  /** Tabler's name without `Icon`, as definitions write it; an unknown one shows a stack. */
  name?: string;
  /** A colour of the theme. */
  color?: string;
  size?: number;
}

/** The small picture of an entity type. */
export function EntityIcon({ name, color, size = 18 }: Props) {
  const Icon = ICONS[name ?? ''] ?? IconStack2;
  return (
    <Icon size={size} stroke={1.75} color={color ? `var(--mantine-color-${color}-6)` : 'currentColor'} aria-hidden />
  );
}
