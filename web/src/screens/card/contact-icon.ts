import type { ContactKind } from '@etapa/shared/process/contact';
import { IconMail, IconMapPin, IconMessageCircle, IconPhone, IconUsers, type TablerIcon } from '@tabler/icons-react';

export const CONTACT_ICONS: Record<ContactKind, TablerIcon> = {
  call: IconPhone,
  meeting: IconUsers,
  email: IconMail,
  visit: IconMapPin,
  message: IconMessageCircle,
};
