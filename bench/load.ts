import autocannon, { type Result } from 'autocannon';

export interface Measure {
  perSecond: number;
  /** Milliseconds. */
  p95: number;
  /** Answers that were not 2xx, and connections that failed. */
  failed: number;
}

export interface Request {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  body?: unknown;
}

/** Seconds that an answer may take. */
const PATIENCE = 120;

/**
 * Keeps `connections` requests under way for `seconds`, each made by `next`.
 * @param token sent as a Bearer token
 */
export async function load(
  url: string,
  token: string,
  options: { connections: number; seconds: number; next: () => Request },
): Promise<Measure> {
  const times: number[] = [];
  const result = await new Promise<Result>((done, fail) => {
    const run = autocannon(
      {
        url,
        connections: options.connections,
        duration: options.seconds,
        timeout: PATIENCE,
        requests: [
          {
            setupRequest: (request) => {
              const { method, path, body } = options.next();
              return {
                ...request,
                method,
                path,
                headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
                ...(body ? { body: JSON.stringify(body) } : {}),
              };
            },
          },
        ],
      },
      (error: unknown, answer) => (error ? fail(error) : done(answer)),
    );
    run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
  times.sort((a, b) => a - b);
  return {
    perSecond: times.length / result.duration,
    p95: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}
