import type { SavedRule } from '@etapa/shared/api/rules';
import { createContext } from 'react';

/** Something done to a rule, which is saved at once: how the rule was before and after, null where there was none. */
export interface RuleAct {
  entityType: string;
  key: string;
  before: SavedRule | null;
  after: SavedRule | null;
}

/** Told of every act on a rule, to take it back; null where nobody does. */
export const RuleActsContext = createContext<((act: RuleAct) => void) | null>(null);
