import { useNotifications } from '@mantine/notifications';
import { Suspense, useState } from 'react';
import { fetched } from '../ui/fetched.ts';

const NoticeCorner = fetched(async () => (await import('./notice-corner.tsx')).NoticeCorner);

/** Short notices in a corner. What shows them is fetched with the first. */
export function Notices() {
  const { notifications } = useNotifications();
  const [needed, setNeeded] = useState(false);
  if (notifications.length > 0 && !needed) setNeeded(true);
  return <Suspense>{needed && <NoticeCorner />}</Suspense>;
}
