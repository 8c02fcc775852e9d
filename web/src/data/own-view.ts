import type { EntityType, Field, Funnel, Stage } from '@etapa/shared/definition/entity-type';
import { type Me, may } from './session.ts';

/** A field that its reader may not write. */
export type SeenField = Field & { closed?: true };

/**
 * A definition as far as it is its reader's: without the fields they may never read, those they may never write closed,
 * and the stages they may not enter or leave marked as nobody's. Who designs the type sees all of it. The server refuses
 * whatever is tried all the same.
 */
export function ownView<Type extends EntityType>(type: Type, me: Me): Type {
  const permission =
    me.permissions.find(({ entityType }) => entityType === type.key) ??
    me.permissions.find(({ entityType }) => entityType === '*');
  if (!permission || may(me, 'design', type.key)) return type;
  const { fields, stages } = permission;
  if (!fields && !stages) return type;
  return {
    ...type,
    fields: type.fields.flatMap((field): SeenField[] => {
      const isTitle = field.key === type.titleField;
      if (fields?.read && !fields.read.includes(field.key) && !isTitle) return [];
      return [fields?.write && !fields.write.includes(field.key) ? { ...field, closed: true } : field];
    }),
    ...(type.funnels && stages ? { funnels: type.funnels.map((funnel) => ownFunnel(funnel, stages)) } : {}),
  };
}

function ownFunnel(funnel: Funnel, { see, enter, leave }: NonNullable<Me['permissions'][number]['stages']>): Funnel {
  return {
    ...funnel,
    stages: funnel.stages.map((stage) => {
      const isOut = (keys: string[] | undefined) =>
        keys !== undefined && !keys.includes(stage.key) && !keys.includes(`${funnel.key}/${stage.key}`);
      const rights = {
        ...stage.rights,
        ...(isOut(see) ? { see: [] } : {}),
        ...(isOut(enter) ? { enter: [] } : {}),
        ...(isOut(leave) ? { leave: [] } : {}),
      };
      return Object.keys(rights).length === 0 ? stage : { ...stage, rights };
    }),
  };
}

/** Whether a stage is none of the reader's: they neither see cards in it nor bring any there. */
export const isForeign = ({ rights }: Stage): boolean => rights?.see?.length === 0 && rights.enter?.length === 0;

/** Whether cards can be made in a stage by this person. */
export function mayCreateIn(me: Me, entityType: string, funnel: string, stage: string): boolean {
  if (!may(me, 'create', entityType)) return false;
  const own = me.permissions.find((permission) => permission.entityType === entityType);
  const create = (own ?? me.permissions.find((permission) => permission.entityType === '*'))?.stages?.create;
  return create === undefined || create.includes(stage) || create.includes(`${funnel}/${stage}`);
}
