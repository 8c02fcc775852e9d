import { lazyRouteComponent } from '@tanstack/react-router';
import { patiently } from '../ui/patiently.ts';

/** A screen that is fetched when its address is first opened, with whatever patience a lost line asks for. */
export const fetchedScreen = <Module extends Record<string, unknown>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
) => lazyRouteComponent(() => patiently(load), name);
