import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import type { Where } from '../../store/where.ts';
import type { TypeAccess } from '../access.ts';

/** What a person may ask and see, as lists and reports have it. */
export interface Reader {
  access: TypeAccess;
  environment: ConditionEnvironment;
  seen: (entityType: string) => Where | null;
}
