import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox';
import { strict } from './route.ts';

/** A UUID, as every identifier of the API is. */
export const Id = Type.String({ format: 'uuid' });

/** ISO 8601 with offset. */
export const Timestamp = Type.String({ format: 'date-time' });

export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** One of the given texts. */
export const OneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] });

/** A query parameter that holds URL-encoded JSON, such as a condition. */
export const json = <Schema extends TSchema>(schema: Schema) =>
  Type.Unsafe<Static<Schema>>({ ...schema, 'x-json': true });

/** Query parameters of every list. */
export const page = {
  /** Items wanted, 1 to 200. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  /** Opaque: `nextCursor` of the page before. */
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
};

/** The answer of a list: `nextCursor` is null on the last page. */
export const List = <Schema extends TSchema>(item: Schema) =>
  strict({ items: Type.Array(item), nextCursor: Nullable(Type.String()) });

/** A list that is always answered whole. */
export const Whole = <Schema extends TSchema>(item: Schema) => strict({ items: Type.Array(item) });

/** Every property optional: the body of a PATCH, which must change something. */
export const Changes = <Properties extends TProperties>(schema: TObject<Properties>) =>
  Type.Partial(schema, { additionalProperties: false, minProperties: 1 });
