import { Notifications } from '@mantine/notifications';

export const NoticeCorner = () => <Notifications position="bottom-right" limit={4} />;
