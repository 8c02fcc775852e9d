import { Problem } from '@etapa/shared/api/problem';
import { API_BASE, type Route } from '@etapa/shared/api/route';
import { routes } from '@etapa/shared/api/routes';
import type { TSchema } from 'typebox';

/** One call with the names it has in the table: `tasks` and `list`. */
export interface NamedRoute {
  noun: string;
  name: string;
  route: Route;
}

/** Every call of the table, with its names. */
export const namedRoutes: readonly NamedRoute[] = Object.entries(routes).flatMap(([noun, calls]) =>
  Object.entries<Route>(calls).map(([name, route]) => ({ noun, name, route })),
);

/** The API as OpenAPI 3.1, made from the table of routes. */
export function openApiDocument(): object {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const named of namedRoutes) {
    const path = API_BASE + named.route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [named.route.method.toLowerCase()]: operation(named) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Etapa',
      version: '1',
      description:
        'Builder of smart processes. Writes may carry an `Idempotency-Key`; lists are paged by `limit` and `cursor`; ' +
        'errors are RFC 9457 problem documents.',
    },
    servers: [{ url: '/' }],
    tags: Object.keys(routes).map((name) => ({ name })),
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: plain(Problem) },
      responses: {
        Problem: {
          description: 'What went wrong',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'etapa_session' },
      },
    },
  };
}

function operation({ noun, name, route }: NamedRoute): object {
  const parameters = [
    ...Object.entries<TSchema>(route.params.properties).map(([key, schema]) => ({
      name: key,
      in: 'path',
      required: true,
      schema: plain(schema),
    })),
    ...Object.entries<TSchema>(route.query.properties).map(([key, schema]) => queryParameter(route, key, schema)),
  ];
  return {
    operationId: `${noun}.${name}`,
    summary: route.summary,
    tags: [noun],
    ...(route.auth === 'public' ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(route),
    responses: { [route.status]: success(route), default: { $ref: '#/components/responses/Problem' } },
  };
}

function queryParameter(route: Route, name: string, schema: TSchema): object {
  const required = (route.query as { required?: string[] }).required?.includes(name) ?? false;
  const content = 'x-json' in schema ? { content: { 'application/json': { schema: plain(schema) } } } : null;
  return { name, in: 'query', required, ...(content ?? { schema: plain(schema) }) };
}

function requestBody(route: Route): object {
  if (route.consumes === 'multipart/form-data') {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    const schema = route.body ? plain(route.body) : { type: 'object', properties: { file }, required: ['file'] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (!route.body) return {};
  return {
    requestBody: {
      required: route.optionalBody !== true,
      content: { 'application/json': { schema: plain(route.body) } },
    },
  };
}

function success(route: Route): object {
  const description = route.status === 204 ? 'Done' : 'Success';
  if (route.produces !== 'application/json') {
    return { description, content: { [route.produces]: { schema: { type: 'string' } } } };
  }
  return route.answer
    ? { description, content: { 'application/json': { schema: plain(route.answer) } } }
    : { description };
}

/** The schema as others read it, without what is only for us. */
function plain(schema: TSchema): object {
  return JSON.parse(JSON.stringify(schema, (key, value) => (key === 'x-json' ? undefined : value)));
}
