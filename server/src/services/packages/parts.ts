import type { Caller } from '@etapa/shared/access/caller';
import type { PackagePart } from '@etapa/shared/api/packages';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Package } from '@etapa/shared/packages/package';
import type { Fault } from '@etapa/shared/process/refusal';

/** What a package would do, as its parts beside the types are asked about it. */
export interface PartScene {
  caller: Caller;
  /** With people and teams of this installation. */
  document: Package;
  /** Types as they are once everything of the package is in force. */
  typeOf(key: string): EntityType | undefined;
  /** Types as they are right after the installation: changes that wait in a draft are not in it. */
  atOnce(key: string): EntityType | undefined;
}

/** One part beside the types, compared with what is here. */
export interface PlannedPart extends PackagePart {
  /** Writes it; never called for one that is unchanged or waits. */
  apply(caller: Caller): Promise<void>;
}

export interface PartsPlan {
  parts: PlannedPart[];
  faults: Fault[];
}

/** The faults of a part as faults of the package. */
export const under = (path: string, faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, path: path + fault.path }));

/** A fault for a part of a type that neither the package nor this installation has. */
export function unknownType(path: string, key: string): Fault {
  return { path, code: 'unknown_entity_type', message: `There is no entity type "${key}", here or in the package.` };
}
