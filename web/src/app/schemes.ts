import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';

/** What the app can look like, with a sign of each. */
export const SCHEMES = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const;
