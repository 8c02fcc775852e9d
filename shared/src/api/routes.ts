import type { Route } from './route.ts';

/** Every call of the API, by noun: `routes.tasks.list`. */
export const routes = {};

/** The same, one after the other. */
export const allRoutes: readonly Route[] = Object.values(routes).flatMap((noun) => Object.values(noun as object));
