export const FunnelScreen = () => null;
