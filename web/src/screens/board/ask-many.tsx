import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { type ReactNode, Suspense, useCallback, useState } from 'react';
import { findStage } from '../../data/entity-types.ts';
import { missingFor } from '../../fields/stage-move.tsx';
import { fetched } from '../../ui/fetched.ts';
import type { AskingMany } from './ask-many-form.tsx';

const AskMany = fetched(async () => (await import('./ask-many-form.tsx')).AskMany);

/**
 * Asks once for what a stage wants of several cards.
 *
 * @returns `ask`, which resolves to what was filled in (for the cards that lack it), or null when the person thought
 *   better of it; and `dialog`, to be rendered once
 */
export function useAskMany(type: EntityType): {
  ask: (records: RecordView[], stage: string) => Promise<Doc | null>;
  dialog: ReactNode;
} {
  const [asking, setAsking] = useState<AskingMany | null>(null);
  const ask = useCallback(
    async (records: RecordView[], stageKey: string): Promise<Doc | null> => {
      const stage = findStage(type, records[0]?.funnel ?? null, stageKey);
      const keys = [...new Set(records.flatMap(({ doc }) => missingFor(type, stage, doc)))];
      if (!stage || keys.length === 0) return {};
      return new Promise((resolve) => {
        const done = (doc: Doc | null) => {
          setAsking(null);
          resolve(doc);
        };
        setAsking({ records, stage, keys, done });
      });
    },
    [type],
  );
  return {
    ask,
    dialog: asking && (
      <Suspense>
        <AskMany type={type} asking={asking} />
      </Suspense>
    ),
  };
}
