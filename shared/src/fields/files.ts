import { file } from './file.ts';
import { several } from './several.ts';

/** Several uploaded files. */
export const files = several('files', file);
