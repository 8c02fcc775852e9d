import { select } from './select.ts';
import { several } from './several.ts';

/** Several of the field's options. */
export const multiSelect = several('multiSelect', select);
