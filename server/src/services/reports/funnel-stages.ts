import type { Caller } from '@etapa/shared/access/caller';
import { namesField } from '@etapa/shared/access/fields';
import type { EntityType, Field, Funnel } from '@etapa/shared/definition/entity-type';
import { workingNorm } from '@etapa/shared/definition/over-norm';
import { secondsOf } from '@etapa/shared/fields/duration-length';
import { Temporal } from 'temporal-polyfill';
import type { ReportStage } from '../../store/funnel-read.ts';
import type { TypeAccess } from '../access.ts';

/** A date as the moment it begins; a time as itself. */
export function dayStart(text: string | undefined, timeZone: string): Date | null {
  if (text === undefined) return null;
  const instant = /^\d{4}-\d\d-\d\d$/.test(text)
    ? Temporal.PlainDate.from(text).toZonedDateTime(timeZone).toInstant()
    : Temporal.Instant.from(text);
  return new Date(instant.epochMilliseconds);
}

/** A funnel's stages as reports need them: each with the norm of its own clock, as the board has it. */
export function stagesOf(
  { stages }: Funnel,
  { workingHours: hours, organizationTimeZone: timeZone }: Pick<Caller, 'workingHours' | 'organizationTimeZone'>,
): ReportStage[] {
  let position = 0;
  return stages.map(({ key, group, norm, clock }) => {
    const worked = norm && clock === 'working' && group === 'open' ? workingNorm(norm, hours) : null;
    return {
      stage: key,
      group,
      position: group === 'lost' ? 0 : ++position,
      normSeconds: worked ?? (norm ? (secondsOf(norm) ?? null) : null),
      clock: worked === null ? null : { hours, timeZone },
    };
  });
}

/** Those of the fields that the person may read of every record they may see. */
export const readable = (fields: readonly Field[], access: TypeAccess): Field[] =>
  fields.filter(({ key }) => namesField(access.everywhere().read, key));

/** The select field that lost stages ask for; where they ask for none, a field called `lossReason`. */
export function reasonField(definition: EntityType, funnel: Funnel, access: TypeAccess): Field | undefined {
  const asked = new Set(funnel.stages.filter(({ group }) => group === 'lost').flatMap(({ required = [] }) => required));
  const fields = readable(definition.fields, access);
  return (
    fields.find(({ key, kind }) => asked.has(key) && kind === 'select') ??
    fields.find(({ key }) => key === 'lossReason')
  );
}
