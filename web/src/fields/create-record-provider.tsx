import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { type ReactNode, Suspense, useCallback, useState } from 'react';
import { fetched } from '../ui/fetched.ts';
import { type AskForRecord, CreateRecordContext } from './create-record.ts';

// A form with every kind of field: fetched with the first that is opened.
const NewRecord = fetched(async () => (await import('./new-record.tsx')).NewRecord);

interface Asking {
  id: number;
  type: EntityType;
  initial: Doc;
  done: (record: RecordView | null) => void;
}

/** Opens forms of new records over whatever asks for them, one over another where need be. */
export function CreateRecordProvider({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState<readonly Asking[]>([]);
  const ask: AskForRecord = useCallback(
    (type, initial) =>
      new Promise((resolve) => {
        const id = Date.now() + Math.random();
        const done = (record: RecordView | null) => {
          setAsking((before) => before.filter((one) => one.id !== id));
          resolve(record);
        };
        setAsking((before) => [...before, { id, type, initial, done }]);
      }),
    [],
  );
  return (
    <CreateRecordContext value={ask}>
      {children}
      {asking.map(({ id, type, initial, done }) => (
        <Suspense key={id}>
          <NewRecord
            type={type}
            initial={initial}
            onCreated={done}
            // Closing comes before the news of what was made: that one wins.
            onClose={() => setTimeout(() => done(null))}
          />
        </Suspense>
      ))}
    </CreateRecordContext>
  );
}
