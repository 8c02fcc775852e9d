import type { DefinitionChange } from '@etapa/shared/definition/difference';
import { DefinitionChanges } from '../../fields/definition-changes.tsx';
import { useBuilder } from './builder-context.ts';

/** What differs between the draft and another definition, in words. */
export function ChangeList({ changes }: { changes: DefinitionChange[] }) {
  const { definition, published } = useBuilder();
  return <DefinitionChanges changes={changes} definitions={[definition, published]} />;
}
