import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { createContext, useContext } from 'react';

/** Asks for a new record with its whole form. Resolves to null when the person thought better of it. */
export type AskForRecord = (type: EntityType, initial: Doc) => Promise<RecordView | null>;

/** Pickers ask through this: the form they would open holds pickers itself. */
export const CreateRecordContext = createContext<AskForRecord | null>(null);

/** Null where no form can be opened. */
export const useAskForRecord = (): AskForRecord | null => useContext(CreateRecordContext);
