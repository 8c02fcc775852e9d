import type { Field } from '@etapa/shared/definition/entity-type';
import { errorCode } from '../config/error-code.ts';
import type { PublishedType } from './entity-types.ts';
import { uniqueIndexOf } from './entity-types-indexes.ts';

/** A value that may be there once is there already. */
export const isTaken = (error: unknown): boolean => errorCode(error) === '23505';

/** A text is too long for an index. */
export const isTooLong = (error: unknown): boolean => errorCode(error) === '54000';

/** Two transactions waited for each other, and this one was chosen to give way. */
export const isDeadlock = (error: unknown): boolean => errorCode(error) === '40P01';

/** What a transaction had read was changed by another before it wrote; asked for by its isolation. */
export const isOutrun = (error: unknown): boolean => errorCode(error) === '40001';

/** Whether the statement was ended because it took longer than its transaction allows. */
export const isTooSlow = (error: unknown): boolean => errorCode(error) === '57014';

/** The unique field that two records would share a value of; undefined for any other error. */
export function takenField(error: unknown, { id, definition }: PublishedType): Field | undefined {
  if (!isTaken(error)) return undefined;
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : undefined;
  return definition.fields.find(({ key }) => uniqueIndexOf(id, key) === constraint);
}
