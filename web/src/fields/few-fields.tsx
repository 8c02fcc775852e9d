import type { ConditionRecord } from '@etapa/shared/conditions/context';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { useRef, useState } from 'react';
import { DocumentForm } from './document-form.tsx';

interface Props {
  type: EntityType;
  initial: Doc;
  /** The fields to ask for first. */
  keys: string[];
  record: Omit<ConditionRecord, 'doc'>;
  submitLabel: string;
  /** @param asked values of what was asked for, and of nothing else */
  onSubmit: (asked: Doc) => Promise<unknown>;
  /** Fields that a refusal wants besides. */
  more: (error: unknown) => string[];
  onCancel: () => void;
}

/** A form of just some fields, all required. What a refusal wants besides is asked for too, and nothing typed is lost. */
export function FewFields({ initial: begun, keys: first, onSubmit, more, ...form }: Props) {
  const [keys, setKeys] = useState(first);
  const initial = useRef(begun).current;
  return (
    <DocumentForm
      key={keys.join()}
      {...form}
      initial={initial}
      only={keys}
      asked={keys}
      onSubmit={async (doc) => {
        const asked = Object.fromEntries(keys.flatMap((key) => (doc[key] === undefined ? [] : [[key, doc[key]]])));
        try {
          await onSubmit(asked);
        } catch (error) {
          const unseen = more(error).filter((key) => !keys.includes(key));
          if (unseen.length > 0) {
            Object.assign(initial, asked);
            setKeys([...keys, ...unseen]);
          }
          throw error;
        }
      }}
    />
  );
}
