export const FunnelReport = () => null;
