import type { Rule } from '@etapa/shared/rules/rule';
import type { SavedRule } from '../../data/rules.ts';
import type { RuleDraft } from './use-rule-draft.ts';

/** The two ways to show a rule under work. */
export type RuleView = 'canvas' | 'list';

/** What either of them is given. */
export interface RuleViewProps {
  /** Null makes a new one. */
  saved: SavedRule | null;
  readOnly: boolean;
  view: RuleView;
  onView: (view: RuleView) => void;
  onClose: () => void;
  draft: RuleDraft;
  problem: unknown;
  saving: boolean;
  onSave: () => void;
  outdated: Outdated | null;
}

/** Someone else saved the rule while it was changed here. */
export interface Outdated {
  /** As it was when it was opened or last saved here. */
  base: Rule;
  theirs: Rule;
  take: () => void;
  /** Goes on from theirs: what is saved next stands instead of it. */
  keep: () => void;
}
