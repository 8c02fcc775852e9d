import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Names of the `:parameters` of a path. */
type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/**
 * One call of the API, as data: the server binds a controller method to it, the web client calls it,
 * OpenAPI is generated from it, and the hostile-input test walks over it.
 */
export interface Route<
  Path extends string = string,
  Query extends TProperties = TProperties,
  Body extends TSchema = TSchema,
  Answer extends TSchema = TSchema,
> {
  readonly method: Method;
  /** Below `/api/v1`, with `:name` for parameters. */
  readonly path: Path;
  readonly summary: string;
  /** `public`: needs no signing in. */
  readonly auth?: 'public';
  readonly params: TObject;
  readonly query: TObject<Query>;
  /** Absent: the call takes no body, and sending one is refused. */
  readonly body?: Body;
  /** No body is as good as an empty object. */
  readonly optionalBody?: boolean;
  /** `multipart/form-data`: the controller reads the parts itself. */
  readonly consumes: 'application/json' | 'multipart/form-data';
  /** Absent: answers 204 without a body, or bytes of the media type `produces`. */
  readonly answer?: Answer;
  readonly produces: string;
  readonly status: number;
  /** The answer holds what is told once and stored nowhere. */
  readonly secret?: boolean;
}

interface Spec<Path extends string, Query extends TProperties, Body extends TSchema, Answer extends TSchema> {
  method: Method;
  path: Path;
  summary: string;
  auth?: 'public';
  /** Schemas of path parameters that are not just any short text. */
  params?: { [Name in ParamNames<Path>]?: TSchema };
  /** Properties of the query string. Numbers and booleans are read from their text, `json(…)` from JSON. */
  query?: Query;
  body?: Body;
  optionalBody?: boolean;
  consumes?: 'multipart/form-data';
  answer?: Answer;
  produces?: string;
  status?: number;
  secret?: boolean;
}

/**
 * Declares a call.
 *
 * @param spec Its method, path, schemas and success status (default 200, or 204 when nothing is answered).
 */
export function route<
  const Path extends string,
  Query extends TProperties = Record<never, never>,
  Body extends TSchema = never,
  Answer extends TSchema = never,
>(spec: Spec<Path, Query, Body, Answer>): Route<Path, Query, Body, Answer> {
  const given = (spec.params ?? {}) as { [name: string]: TSchema | undefined };
  const names = [...spec.path.matchAll(/:(\w+)/g)].map((match) => match[1] as string);
  const params = names.map((name) => [name, given[name] ?? Type.String({ minLength: 1, maxLength: 200 })] as const);
  return {
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    auth: spec.auth,
    params: strict(Object.fromEntries(params)),
    query: strict(spec.query ?? ({} as Query)),
    body: spec.body,
    optionalBody: spec.optionalBody,
    consumes: spec.consumes ?? 'application/json',
    answer: spec.answer,
    produces: spec.produces ?? 'application/json',
    status: spec.status ?? (spec.answer || spec.produces ? 200 : 204),
    secret: spec.secret,
  };
}

/** An object that refuses unknown keys. */
export const strict = <Properties extends TProperties>(properties: Properties): TObject<Properties> =>
  Type.Object(properties, { additionalProperties: false });

type Params<R> = R extends Route<infer Path> ? { [Name in ParamNames<Path>]: string } : never;
type Query<R> =
  R extends Route<string, infer Properties>
    ? keyof Properties extends never
      ? Record<never, never>
      : Static<TObject<Properties>>
    : never;
type Body<R> =
  R extends Route<string, infer _Query, infer Schema>
    ? [Schema] extends [never]
      ? undefined
      : Static<Schema>
    : undefined;

/** What the server gets: everything validated. */
export interface RouteInput<R> {
  params: Params<R>;
  query: Query<R>;
  body: Body<R>;
}

/** What a successful call answers; `undefined` where it answers nothing, or bytes. */
export type RouteAnswer<R> =
  R extends Route<string, infer _Query, infer _Body, infer Schema>
    ? [Schema] extends [never]
      ? undefined
      : Static<Schema>
    : undefined;

/**
 * What a client gives: only the parts the route asks for.
 * `call(routes.tasks.update, { params: { id }, body: { title } })`
 */
export type RouteRequest<R> = (R extends Route<infer Path>
  ? [ParamNames<Path>] extends [never]
    ? { params?: undefined }
    : { params: Params<R> }
  : never) & { query?: Query<R> } & ([Body<R>] extends [undefined] ? { body?: undefined } : { body: Body<R> });

/** Where every route of the table lies. */
export const API_BASE = '/api/v1';
