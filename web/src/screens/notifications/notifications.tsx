export const Notifications = () => null;
