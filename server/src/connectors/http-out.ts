import { lookup as resolve } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { JsonValue } from '@etapa/shared/fields/field';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.ts';
import { HttpAddresses } from './http-addresses.ts';
import { answerBody } from './http-answer.ts';
import { HttpOutError, outError } from './http-out-error.ts';

export interface OutRequest {
  /** `http:` or `https:`. */
  url: string;
  method: string;
  headers: { [name: string]: string };
  /** A text is sent as it is, anything else as JSON. */
  body: JsonValue | undefined;
  /** Sent as `Idempotency-Key`, the same each time this request is tried. */
  key: string;
}

export interface OutAnswer {
  status: number;
  /** By lower-case name, without cookies. */
  headers: { [name: string]: string };
  body: JsonValue;
}

/** In all, redirects included: milliseconds, bytes of the answer. */
export interface OutLimits {
  milliseconds: number;
  bytes: number;
}

const LIMITS: OutLimits = { milliseconds: 30_000, bytes: 1024 * 1024 };
const MOST_REDIRECTS = 5;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** What the connection itself says. */
const OURS = /^(host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|keep-alive|proxy-.*)$/i;
/** All that another origin learns after a redirect: other headers may hold secrets. */
const HARMLESS = /^(accept|accept-.*|content-type|user-agent|idempotency-key)$/;

/** Calls other systems, never those inside the network unless an operator allows them. */
@Injectable()
export class HttpOut {
  private readonly addresses: HttpAddresses;

  constructor(config: Config) {
    this.addresses = new HttpAddresses(config.httpAllow);
  }

  /**
   * Sends a request and gives the answer, whatever its status; follows redirects.
   *
   * @param signal ends it early, with the signal's own reason
   * @throws HttpOutError with a message for people: an address that is not allowed, nobody there, too slow, too much
   */
  async request(request: OutRequest, signal: AbortSignal, limits: OutLimits = LIMITS): Promise<OutAnswer> {
    const late = AbortSignal.timeout(limits.milliseconds);
    const ended = AbortSignal.any([signal, late]);
    try {
      return await this.follow(prepare(request), ended, limits.bytes);
    } catch (error) {
      signal.throwIfAborted();
      if (late.aborted) throw new HttpOutError(`No whole answer came within ${limits.milliseconds / 1000} seconds.`);
      throw error;
    }
  }

  private async follow(first: Prepared, signal: AbortSignal, bytes: number): Promise<OutAnswer> {
    let prepared = first;
    for (let redirects = 0; ; redirects++) {
      const answer = await this.send(prepared, signal);
      const next = redirected(prepared, answer);
      if (!next) return read(answer, prepared.url, bytes);
      answer.destroy();
      if (redirects === MOST_REDIRECTS) throw new HttpOutError(`It redirects more than ${MOST_REDIRECTS} times.`, true);
      prepared = next;
    }
  }

  private send({ url, method, headers, content }: Prepared, signal: AbortSignal): Promise<IncomingMessage> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // The lookup below is not asked about an address.
    if (isIP(host) !== 0 && !this.allows(host, host)) throw notAllowed(url);
    const options: RequestOptions = {
      method,
      headers: { ...headers, ...(content ? { 'content-length': String(content.length) } : {}) },
      ...(url.username ? { auth: decodeURIComponent(`${url.username}:${url.password}`) } : {}),
      // A connection of its own: none that was made, and judged, for another host.
      agent: false,
      signal,
      lookup: this.lookup(url),
    };
    const bare = new URL(url);
    bare.username = '';
    bare.password = '';
    return new Promise((done, fail) => {
      try {
        const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(bare, options, done);
        sent.on('error', (error) => fail(outError(error, url)));
        sent.end(content);
      } catch (error) {
        fail(outError(error, url));
      }
    });
  }

  /** Resolves a name to the addresses that are connected to: so what is judged cannot change in between. */
  private lookup(url: URL): LookupFunction {
    return (host, options, callback) => {
      resolve(host, { ...options, all: true }).then(
        (found) => {
          const [first] = found;
          if (!first || found.some(({ address }) => !this.allows(host, address))) callback(notAllowed(url), '', 0);
          else if (options.all) callback(null, found);
          else callback(null, first.address, first.family);
        },
        (error: Error) => callback(error, '', 0),
      );
    };
  }

  private allows(host: string, address: string): boolean {
    return this.addresses.allowsHost(host) || this.addresses.allowsAddress(address);
  }
}

interface Prepared {
  url: URL;
  method: string;
  headers: { [name: string]: string };
  content: Buffer | undefined;
}

function prepare({ url, method, headers: given, body, key }: OutRequest): Prepared {
  const upper = method.toUpperCase();
  if (!METHODS.has(upper)) throw new HttpOutError(`"${method.slice(0, 20)}" is no method that Etapa sends.`, true);
  const bodiless = body === undefined || upper === 'GET' || upper === 'HEAD';
  const content = bodiless ? undefined : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const headers: Prepared['headers'] = { accept: 'application/json, */*;q=0.5', 'user-agent': 'Etapa' };
  if (content) headers['content-type'] = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  for (const [name, value] of Object.entries(given)) {
    if (OURS.test(name)) throw new HttpOutError(`The header "${name}" is not for a rule to set.`, true);
    headers[name.toLowerCase()] = value;
  }
  headers['idempotency-key'] = key;
  headers['accept-encoding'] = 'identity';
  return { url: addressOf(url), method: upper, headers, content };
}

function addressOf(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) throw new HttpOutError('The address is not a URL.', true);
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new HttpOutError(`Etapa calls http: and https: addresses, not ${url.protocol}`, true);
  }
  return url;
}

/** The request that a redirect leads to; null for any other answer. */
function redirected({ url, method, headers, content }: Prepared, answer: IncomingMessage): Prepared | null {
  const status = answer.statusCode ?? 0;
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  const next = addressOf(location, url);
  const kept =
    next.origin === url.origin
      ? headers
      : Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.test(name)));
  // As browsers do: 303 always, 301 and 302 after a POST, go on with GET.
  const plain = method !== 'HEAD' && (status === 303 || (status < 303 && method === 'POST'));
  if (!plain) return { url: next, method, headers: kept, content };
  const { 'content-type': _, ...rest } = kept;
  return { url: next, method: 'GET', headers: rest, content: undefined };
}

async function read(answer: IncomingMessage, url: URL, most: number): Promise<OutAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new HttpOutError(`The answer is longer than ${most} bytes.`, true);
      chunks.push(chunk);
    }
  } catch (error) {
    throw outError(error, url);
  }
  const headers: OutAnswer['headers'] = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name !== 'set-cookie' && value !== undefined) headers[name] = String(value);
  }
  return {
    status: answer.statusCode ?? 0,
    headers,
    body: answerBody(Buffer.concat(chunks), answer.headers['content-type'] ?? ''),
  };
}

const notAllowed = ({ hostname }: URL): HttpOutError =>
  new HttpOutError(
    `"${hostname}" is not on the public internet. An operator can allow it with the variable ETAPA_HTTP_ALLOW.`,
    true,
  );
