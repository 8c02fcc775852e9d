import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { patiently } from './patiently.ts';

/** A component that is fetched when it is first shown, with whatever patience a lost line asks for. */
export const fetched = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> => lazy(async () => ({ default: await patiently(load) }));
