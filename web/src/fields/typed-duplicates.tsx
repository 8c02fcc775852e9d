import type { EntityType } from '@etapa/shared/definition/entity-type';
import { comparedFields } from '@etapa/shared/duplicates/checks';
import type { Doc } from '@etapa/shared/fields/field';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { duplicateCheckQuery } from '../data/duplicates.ts';
import { DuplicateNotice } from './duplicate-notice.tsx';

/** Milliseconds without a key before the server is asked. */
const PAUSE = 350;

/** What a document being typed may be a duplicate of. */
export function TypedDuplicates({ type, doc }: { type: EntityType; doc: Doc }) {
  const typed = Object.fromEntries(
    comparedFields(type).flatMap(({ field: { key } }) => {
      const value = doc[key];
      return typeof value === 'string' && value.trim().length > 1 ? [[key, value]] : [];
    }),
  );
  const [settled] = useDebouncedValue(JSON.stringify(typed), PAUSE);
  const asked: Doc = JSON.parse(settled);
  const { data } = useQuery(duplicateCheckQuery(type.key, asked));
  const shown = Object.keys(typed).length > 0 && Object.keys(asked).length > 0 ? (data ?? []) : [];
  return <DuplicateNotice type={type} duplicates={shown} newTab />;
}
