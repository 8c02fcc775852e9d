import { several } from './several.ts';
import { user } from './user.ts';

/** Several people. */
export const users = several('users', user);
