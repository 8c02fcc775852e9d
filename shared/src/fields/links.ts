import { link } from './link.ts';
import { several } from './several.ts';

/** Several records of the target entity type. */
export const links = several('links', link);
