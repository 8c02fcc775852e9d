import type { JsonValue } from '@etapa/shared/fields/field';

/** One field's change as the timeline tells it. */
export interface FieldChange {
  field: string;
  before: JsonValue;
  after: JsonValue;
}

type Data = { [name: string]: unknown };

const isObject = (value: unknown): value is Data =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Changes of fields in an entry's data; none where it tells of something else. */
export function changesIn(data: Data): FieldChange[] {
  if (!Array.isArray(data.changes)) return [];
  return data.changes.flatMap((change: unknown) =>
    isObject(change) && typeof change.field === 'string'
      ? [
          {
            field: change.field,
            before: (change.before ?? null) as JsonValue,
            after: (change.after ?? null) as JsonValue,
          },
        ]
      : [],
  );
}

/** A stage named by `from` or `to` of a move. */
export function stageIn(data: Data, side: 'from' | 'to'): { funnel: string | null; stage: string } | null {
  const place = data[side];
  if (typeof place === 'string') return { funnel: null, stage: place };
  if (!isObject(place) || typeof place.stage !== 'string') return null;
  return { funnel: typeof place.funnel === 'string' ? place.funnel : null, stage: place.stage };
}

/** A text of a noun, such as `comment.text`, or of the entry itself, such as a task's `title`; empty where there is none. */
export function textIn(data: Data, noun: string, name: string): string {
  const thing = data[noun];
  const value = isObject(thing) ? thing[name] : data[name];
  return typeof value === 'string' ? value : '';
}
