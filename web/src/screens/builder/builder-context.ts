import type { Edit } from '@etapa/shared/definition/edit';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { createContext, useContext } from 'react';
import type { PublishedType } from '../../data/entity-types.ts';

export interface Builder {
  definition: EntityType;
  published: PublishedType;
  /** Several edits are one step. */
  edit: (...edits: Edit[]) => void;
  /** Where records of removed stages go, as `funnel/stage`: decided when the stage is removed, or at publishing. */
  targets: { [place: string]: string };
  setTarget: (place: string, target: string) => void;
  /** Goes to the rules of a stage, named as `funnel/stage`. */
  openRules: (place: string) => void;
  /** Goes to another part of the builder. */
  open: (part: string) => void;
}

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('A part of the builder stands outside it.');
  return builder;
}
