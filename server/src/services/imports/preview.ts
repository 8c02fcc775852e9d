import { namesField, readableDoc } from '@etapa/shared/access/fields';
import type { ImportPreview } from '@etapa/shared/api/imports';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import type { ImportRun, Prepared } from './run.ts';

/** Rows shown as the records they would become. */
export const MOST_SHOWN = 10;
/** Visits shown of each. */
const MOST_VISITS = 20;

/** Remembers the first records that a dry run would make or change. */
export function notePreview(run: ImportRun, { kept }: Pick<Prepared, 'kept'>): void {
  run.firsts.push(...kept.slice(0, MOST_SHOWN - run.firsts.length));
}

/** The first records as they would be, with what the file calls the people and records they name. */
export function previewOf({ firsts, access, type, named }: ImportRun): ImportPreview {
  const rows = firsts.map(({ line, change: { before, next }, visits }) => {
    const fields = access.fields(next);
    const { funnel, stage, ownerId } = next;
    return {
      line,
      change: before ? ('updated' as const) : ('created' as const),
      // The number of a new record is not known before it is made.
      number: before ? next.number : null,
      title: namesField(fields.read, type.definition.titleField) ? next.title : '',
      funnel,
      stage,
      ownerId,
      doc: withoutNumbers(type.definition, readableDoc(next.doc, fields), before !== null),
      ...(visits
        ? { visits: visits.slice(0, MOST_VISITS).map(({ funnel: of, stage: at }) => ({ funnel: of, stage: at })) }
        : {}),
    };
  });
  const ids = new Set(JSON.stringify(rows).match(/[0-9a-f-]{36}/g));
  return { rows, names: Object.fromEntries([...named].filter(([id]) => ids.has(id))) };
}

/** New records get their numbers when they are made: those of a dry run are imagined. */
function withoutNumbers({ fields }: EntityType, doc: Doc, isKnown: boolean): Doc {
  const numbered = new Set(fields.flatMap(({ key, kind }) => (kind === 'autonumber' ? [key] : [])));
  if (isKnown || numbered.size === 0) return doc;
  return Object.fromEntries(Object.entries(doc).filter(([key]) => !numbered.has(key)));
}
