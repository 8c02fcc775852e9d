import type { RecordView } from '@etapa/shared/api/records';
import { evaluate } from '@etapa/shared/conditions/evaluate';
import { fieldsOf } from '@etapa/shared/conditions/tree';
import type { EntityType, Funnel, Stage } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';

/** Why cards may not go to a stage, as far as the browser can know; the server has the last word. */
export type Forbidden = 'transition' | 'roles' | 'full' | 'guard' | 'leave';

interface Surroundings {
  type: EntityType;
  funnel: Funnel;
  /** Role keys of who moves. */
  roles: readonly string[];
  me: string;
  /** Of the organisation, IANA. */
  timeZone: string;
  now: string;
  /** Cards in a stage now. */
  countOf: (stage: string) => number;
}

const holds = (roles: readonly string[], asked: readonly string[] | undefined): boolean =>
  asked === undefined || asked.some((role) => roles.includes(role));

/** The first reason why any of the cards may not enter the stage; null where nothing is known against it. */
export function whyNot(
  records: readonly Pick<RecordView, 'stage' | 'funnel' | 'doc' | 'ownerId' | 'title' | 'number'>[],
  stage: Stage,
  { type, funnel, roles, me, timeZone, now, countOf }: Surroundings,
): Forbidden | null {
  const coming = records.filter((record) => record.stage !== stage.key);
  if (coming.length === 0) return null;
  for (const record of coming) {
    const from = funnel.stages.find(({ key }) => key === record.stage);
    const ways =
      funnel.transitions === 'free'
        ? null
        : funnel.transitions.filter((way) => way.from === record.stage && way.to === stage.key);
    if (ways?.length === 0) return 'transition';
    if (ways && !ways.some((way) => holds(roles, way.roles))) return 'roles';
    if (!holds(roles, from?.rights?.leave)) return 'leave';
    if (!holds(roles, stage.rights?.enter)) return 'roles';
    if (stage.guard && isSettled(stage, record.doc)) {
      const moved = { ...record, stage: stage.key };
      const schema = { fields: type.fields, funnels: type.funnels };
      if (!evaluate(stage.guard, { schema, record: moved, me, now, timeZone })) return 'guard';
    }
  }
  if (stage.limit !== undefined && countOf(stage.key) + coming.length > stage.limit) return 'full';
  return null;
}

/** Whether the guard can be answered here: nothing it asks about lies in a linked record or will be asked for first. */
function isSettled(stage: Stage, doc: Doc): boolean {
  const names = stage.guard ? fieldsOf(stage.guard) : [];
  const missing = (stage.required ?? []).filter((key) => doc[key] === undefined);
  return names.every((name) => !name.includes('.') && !missing.includes(name));
}
