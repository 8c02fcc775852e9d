import { reference } from './reference.ts';

/** An uploaded file. */
export const file = reference('file', 'id');
