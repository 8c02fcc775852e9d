import { reference } from './reference.ts';

/** A person. */
export const user = reference('user', 'user');
