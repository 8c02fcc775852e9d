import { readAnswer } from './answer.ts';
import { ProblemError, problemOf } from './problem.ts';

export const API = '/api/v1';

export type Query = { [name: string]: string | number | boolean | object | null | undefined };

interface Options {
  query?: Query;
  signal?: AbortSignal;
  /** Sends the same write twice safely. */
  idempotencyKey?: string;
}

let whenSignedOut: (() => void) | null = null;
let whenNoAnswer: (() => void) | null = null;

/** Called when the server says that the session has ended. */
export function onSignedOut(listener: (() => void) | null): void {
  whenSignedOut = listener;
}

/** Called when the server cannot be reached. */
export function onNoAnswer(listener: (() => void) | null): void {
  whenNoAnswer = listener;
}

/** The address of an API path; objects of the query (conditions) are written as JSON, empty members left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    search.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  const text = search.toString();
  return `${API}${path}${text ? `?${text}` : ''}`;
}

/**
 * The only fetcher.
 * @throws ProblemError for every answer outside 2xx, and with code `network` when there was none.
 */
async function send<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined && !form) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ?? null,
      body: body === undefined ? null : form ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    whenNoAnswer?.();
    throw new ProblemError({ status: 0, code: 'network' });
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'unauthenticated' && !path.startsWith('/auth/')) whenSignedOut?.();
    throw problem;
  }
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return text ? readAnswer<T>(text) : (undefined as T);
}

/**
 * Multipart like `upload`, telling how far it is: fetch does not say.
 * @param onProgress gets the part that is sent, 0 to 1
 * @throws ProblemError as `send` does; DOMException `AbortError` when stopped
 */
function uploadTold<T>(
  path: string,
  form: FormData,
  { onProgress, signal }: { onProgress: (part: number) => void; signal: AbortSignal },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl(path));
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ProblemError({ status: 0, code: 'network' }));
    request.onabort = () => reject(new DOMException('Stopped.', 'AbortError'));
    request.onload = () => {
      const answer = new Response(request.responseText, { status: request.status });
      if (answer.ok) resolve(readAnswer<T>(request.responseText));
      else problemOf(answer).then(reject, reject);
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

export const api = {
  get: <T>(path: string, query?: Query, options?: Options) => send<T>('GET', path, undefined, { ...options, query }),
  post: <T>(path: string, body?: unknown, options?: Options) => send<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: Options) => send<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options?: Options) => send<T>('PATCH', path, body, options),
  delete: <T>(path: string, query?: Query) => send<T>('DELETE', path, undefined, { query }),
  /** Multipart: files and fields. */
  upload: <T>(path: string, form: FormData, query?: Query) => send<T>('POST', path, form, { query }),
  uploadTold,
};
