import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { type DraftDefinition, saveDraft } from '../../data/entity-types.ts';
import { isProblem } from '../../data/problem.ts';
import { begin, type History, type Step, stepped } from './builder-history.ts';

/** Pause after the last edit before the draft is saved, in milliseconds. */
const PAUSE = 600;

export interface Draft {
  history: History;
  step: (step: Step) => void;
  revision: number;
  state: 'saved' | 'saving' | 'changed' | 'stale' | 'failed';
  error: unknown;
  /** What someone else made of the draft meanwhile. */
  theirs: DraftDefinition | null;
  takeTheirs: () => void;
  keepMine: () => void;
  retry: () => void;
}

/** The definition without what the server adds to it. */
export function definitionOf({ revision, version, ...definition }: DraftDefinition): EntityType {
  return definition;
}

/** A draft that saves itself, revision by revision, and notices when somebody else saved it meanwhile. */
export function useDraft(loaded: DraftDefinition): Draft {
  const [history, step] = useReducer(stepped, definitionOf(loaded), begin);
  const [revision, setRevision] = useState(loaded.revision);
  const [state, setState] = useState<Draft['state']>('saved');
  const [error, setError] = useState<unknown>(null);
  const [theirs, setTheirs] = useState<DraftDefinition | null>(null);
  const saved = useRef(history.present);

  const save = useCallback(
    async (definition: EntityType, from: number) => {
      setState('saving');
      setError(null);
      try {
        const answer = await saveDraft(loaded.key, from, definition);
        saved.current = definition;
        setRevision(answer.revision);
        setState('saved');
      } catch (problem) {
        setError(problem);
        const stale = isProblem(problem, 'version_conflict');
        setState(stale ? 'stale' : 'failed');
        if (stale) setTheirs(problem.problem.current as DraftDefinition);
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

  return {
    history,
    step: (next) => {
      if (state === 'failed') setState('changed');
      step(next);
    },
    revision,
    state,
    error: state === 'stale' ? null : error,
    theirs,
    takeTheirs: () => {
      if (!theirs) return;
      const definition = definitionOf(theirs);
      saved.current = definition;
      step({ kind: 'reset', to: definition });
      setRevision(theirs.revision);
      setTheirs(null);
      setState('saved');
    },
    keepMine: () => {
      if (!theirs) return;
      setTheirs(null);
      void save(history.present, theirs.revision);
    },
    retry: () => void save(history.present, revision),
  };
}
