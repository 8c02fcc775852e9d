import { namesField } from '../access/fields.ts';
import { isComputed } from '../definition/document.ts';
import type { EntityType, Field } from '../definition/entity-type.ts';
import { type Fault, pointerToken } from '../fields/fault.ts';
import type { Doc } from '../fields/field.ts';
import type { CommandContext } from './command.ts';

/** What may not be sent at all: keys nobody knows, fields only Etapa writes, fields the person may not write. */
export function inputFaults(definition: EntityType, input: Doc, context: CommandContext, isNew: boolean): Fault[] {
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  return Object.keys(input).flatMap((key): Fault[] => {
    const path = `/doc/${pointerToken(key)}`;
    const field = fields.get(key);
    if (!field) return [{ path, code: 'unknown_key', message: 'The type has no such field.' }];
    if (isClosed(field, context, isNew)) {
      const message = isComputed(field) ? 'The field is computed.' : 'The number is given by the program.';
      return [{ path, code: 'read_only', message }];
    }
    if (context.fieldAccess && !namesField(context.fieldAccess.write, key)) {
      return [{ path, code: 'forbidden', message: 'You may not write this field.' }];
    }
    return [];
  });
}

/** Numbers given by another system come with its records, once. */
function isClosed(field: Field, { actor }: CommandContext, isNew: boolean): boolean {
  return isComputed(field) || (field.kind === 'autonumber' && !(isNew && actor.kind === 'import'));
}
