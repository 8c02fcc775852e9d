import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense, useState } from 'react';

const NoticeCorner = lazy(() => import('./notice-corner.tsx').then((module) => ({ default: module.NoticeCorner })));

/** Short notices in a corner. What shows them is fetched with the first. */
export function Notices() {
  const { notifications } = useNotifications();
  const [needed, setNeeded] = useState(false);
  if (notifications.length > 0 && !needed) setNeeded(true);
  return <Suspense>{needed && <NoticeCorner />}</Suspense>;
}
