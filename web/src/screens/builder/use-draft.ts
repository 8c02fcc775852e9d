import { difference } from '@etapa/shared/definition/difference';
import { editsAgain } from '@etapa/shared/definition/edits-again';
import { applyEdits, editsBetween } from '@etapa/shared/definition/edits-between';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Actor } from '@etapa/shared/process/record';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { type DraftDefinition, editDraft, saveDraft } from '../../data/entity-types.ts';
import { isProblem, type Problem } from '../../data/problem.ts';
import { begin, type History, type Step, stepped } from './builder-history.ts';

/** Pause after the last edit before the draft is saved, in milliseconds. */
const PAUSE = 600;
/** Edits that the server takes at once. */
const MOST = 1_000;

/** What someone else made of the draft meanwhile. */
export interface Theirs {
  draft: DraftDefinition;
  /** What both began from. */
  base: EntityType;
  savedBy: Actor | undefined;
  savedAt: string | undefined;
}

export interface Draft {
  history: History;
  step: (step: Step) => void;
  revision: number;
  state: 'saved' | 'saving' | 'changed' | 'stale' | 'failed';
  error: unknown;
  theirs: Theirs | null;
  takeTheirs: () => void;
  /** Makes what was done here again on top of theirs. @returns how much of it could not be */
  keepMine: () => number;
  retry: () => void;
}

/** The definition without what the server adds to it. */
export function definitionOf({ revision, version, ...definition }: DraftDefinition): EntityType {
  return definition;
}

/** A draft that saves itself, edit by edit, and notices when somebody else saved it meanwhile. */
export function useDraft(loaded: DraftDefinition): Draft {
  const [history, makeStep] = useReducer(stepped, definitionOf(loaded), begin);
  const [revision, setRevision] = useState(loaded.revision);
  const [state, setState] = useState<Draft['state']>('saved');
  const [error, setError] = useState<unknown>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const saved = useRef(history.present);

  const save = useCallback(
    async (definition: EntityType, from: number) => {
      setState('saving');
      setError(null);
      try {
        const answer = await send(loaded.key, from, saved.current, definition);
        saved.current = definition;
        setRevision(answer.revision);
        setState('saved');
      } catch (problem) {
        setError(problem);
        const stale = isProblem(problem, 'version_conflict');
        setState(stale ? 'stale' : 'failed');
        if (!stale) return;
        const { current, savedBy, savedAt } = problem.problem as Problem & Partial<Pick<Theirs, 'savedBy' | 'savedAt'>>;
        setTheirs({ draft: current as DraftDefinition, base: saved.current, savedBy, savedAt });
      }
    },
    [loaded.key],
  );

  useEffect(() => {
    if (state === 'saving' || state === 'stale' || state === 'failed') return;
    if (history.present === saved.current) {
      // Taken back, and so as it was saved.
      setState('saved');
      return;
    }
    setState('changed');
    const timer = setTimeout(() => void save(history.present, revision), PAUSE);
    return () => clearTimeout(timer);
  }, [history.present, revision, save, state]);

  const step = useCallback((next: Step) => {
    setState((now) => (now === 'failed' ? 'changed' : now));
    makeStep(next);
  }, []);

  /** Goes on from what is theirs. */
  const goOn = (draft: DraftDefinition): EntityType => {
    const definition = definitionOf(draft);
    saved.current = definition;
    step({ kind: 'reset', to: definition });
    setRevision(draft.revision);
    setTheirs(null);
    setState('saved');
    return definition;
  };

  return {
    history,
    step,
    revision,
    state,
    error: state === 'stale' ? null : error,
    theirs,
    takeTheirs: () => {
      if (theirs) goOn(theirs.draft);
    },
    keepMine: () => {
      if (!theirs) return 0;
      const mine = editsBetween(theirs.base, history.present);
      const definition = goOn(theirs.draft);
      const { made, refused } = editsAgain(theirs.base, definition, mine);
      if (made.length > 0) step({ kind: 'edit', edits: made });
      return refused.length;
    },
    retry: () => void save(history.present, revision),
  };
}

/** Saves as edits what edits can say, and as a whole what they cannot. */
function send(key: string, revision: number, before: EntityType, after: EntityType): Promise<DraftDefinition> {
  const edits = editsBetween(before, after);
  const says = edits.length > 0 && edits.length <= MOST;
  if (says && difference(applyEdits(before, edits).definition, after).length === 0) {
    return editDraft(key, revision, edits);
  }
  return saveDraft(key, revision, after);
}
