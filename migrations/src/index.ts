import { CreateTables } from './0001-create-tables.ts';

/** Every migration, oldest first. */
export const migrations = [CreateTables];
