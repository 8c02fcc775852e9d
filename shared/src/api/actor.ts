import Type from 'typebox';
import type { Actor } from '../process/record.ts';

/** Who did it: a user, a rule, an import or the system itself. */
export const ActorSchema = Type.Unsafe<Actor>({
  type: 'object',
  required: ['kind', 'id'],
  properties: { kind: { type: 'string', enum: ['user', 'rule', 'import', 'system'] }, id: { type: 'string' } },
});
