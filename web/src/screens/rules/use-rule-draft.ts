import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import type { RuleEdit } from '@etapa/shared/rules/edit';
import type { Rule } from '@etapa/shared/rules/rule';
import { useCallback, useDeferredValue, useMemo, useReducer, useState } from 'react';
import { faultsOf, type Refused, shownFaults } from './rule-faults.ts';
import { begunWith, ruleStepped } from './rule-history.ts';

export interface RuleDraft {
  rule: Rule;
  /** The same, as it was when it was last checked. */
  checked: Rule;
  edit: (...edits: RuleEdit[]) => void;
  /** Null where there is nothing to take back, or to do again. */
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Why the last edit was not made. */
  refusedEdit: string | null;
  /** It is not as it was opened or saved. */
  changed: boolean;
  /** The rule is saved: as it is, or as it was made to be. */
  settle: (rule: Rule, reset: boolean) => void;
  faults: Fault[];
  /** Those to show. */
  shown: Fault[];
  tried: boolean;
  /** The person wants to save: everything that is wrong is shown from now on. */
  setTried: (tried: boolean) => void;
  refused: Refused | null;
  setRefused: (refused: Refused | null) => void;
}

/** A rule being made or changed: checked while it is typed, and everything can be taken back. */
export function useRuleDraft(begin: Rule, type: EntityType, types: readonly EntityType[]): RuleDraft {
  const [history, step] = useReducer(ruleStepped, begin, begunWith);
  const [start, setStart] = useState(() => JSON.stringify(begin));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const rule = history.present;
  const checked = useDeferredValue(rule);
  const faults = useMemo(() => faultsOf(checked, type, types), [checked, type, types]);
  const shown = useMemo(() => shownFaults(checked, faults, tried, refused), [checked, faults, tried, refused]);
  const edit = useCallback((...edits: RuleEdit[]) => step({ kind: 'edit', edits, at: performance.now() }), []);
  return {
    rule,
    checked,
    edit,
    undo: history.past.length > 0 ? () => step({ kind: 'undo' }) : null,
    redo: history.future.length > 0 ? () => step({ kind: 'redo' }) : null,
    refusedEdit: history.refused,
    changed: useMemo(() => JSON.stringify(rule) !== start, [rule, start]),
    settle: (saved, reset) => {
      setStart(JSON.stringify(saved));
      setTried(false);
      setRefused(null);
      if (reset) step({ kind: 'reset', to: saved });
    },
    faults,
    shown,
    tried,
    setTried,
    refused,
    setRefused,
  };
}
