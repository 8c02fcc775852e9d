import Type, { type Static } from 'typebox';
import type { Package } from '../packages/package.ts';
import { Nullable, OneOf } from './lists.ts';
import { route, strict } from './route.ts';

const thing = {
  /** As the file has it; null where it has none. */
  id: Nullable(Type.String()),
  name: Type.String(),
  /** Name of its element (`userTask`, `sequenceFlow`); `extension` for what another program added. */
  kind: Type.String(),
};

/** Something of a diagram that has its place in the process. */
export const CarriedThing = strict({
  ...thing,
  as: OneOf(['process', 'funnel', 'stage', 'transition', 'rule', 'instructions', 'field', 'way', 'name']),
  to: Type.Optional(Type.String()),
  /** Code of what it lost on the way, and the same in words. */
  note: Type.Optional(Type.String()),
  message: Type.Optional(Type.String()),
});
export type CarriedThing = Static<typeof CarriedThing>;

/** Something of a diagram that has none. */
export const LeftThing = strict({
  ...thing,
  reason: Type.String(),
  message: Type.String(),
  /** Id of what it stands in. */
  within: Type.Optional(Type.String()),
});
export type LeftThing = Static<typeof LeftThing>;

export const InspectedDiagram = strict({
  /** A package to look at, to change and to install: its rules are off. */
  document: Type.Unsafe<Package>({ type: 'object' }),
  carried: Type.Array(CarriedThing),
  /** Together with `carried`, everything that the file holds. */
  left: Type.Array(LeftThing),
});
export type InspectedDiagram = Static<typeof InspectedDiagram>;

export const bpmnRoutes = {
  inspect: route({
    method: 'POST',
    path: '/bpmn/inspect',
    summary:
      'The process that a BPMN 2.0 diagram (part `file`) would be, and what of it has no place; nothing is written',
    consumes: 'multipart/form-data',
    query: {
      /** Key of a type: the diagram adds funnels to its draft, instead of being a process of its own. */
      into: Type.Optional(Type.String({ minLength: 1, maxLength: 63 })),
    },
    answer: InspectedDiagram,
  }),
  export: route({
    method: 'GET',
    path: '/entity-types/:key/export.bpmn',
    summary: 'The published funnels as a BPMN 2.0 diagram with its picture',
    query: {
      /** Names in this language, as `en`; else in the reader's. */
      language: Type.Optional(Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 20 })),
    },
    produces: 'application/xml',
  }),
};
