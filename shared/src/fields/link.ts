import { reference } from './reference.ts';

/** A record of the target entity type. */
export const link = reference('link', 'id', [{ key: 'target', type: 'entityType', required: true }]);
