import type { Fault } from '../../fields/fault.ts';
import { pointerToken } from '../../fields/fault.ts';
import { isFormula } from '../../formulas/formula.ts';
import { failed } from '../effect.ts';
import { body, bodyFaults } from './body.ts';
import type { Given, Planning, StepCheck, StepKind } from './kind.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Headers that the connection makes itself. */
const OWN = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'idempotency-key']);

const HEADERS = {
  type: 'object',
  maxProperties: 50,
  propertyNames: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", maxLength: 100 },
  additionalProperties: { type: 'string', maxLength: 10_000 },
};

/**
 * Asks another system. Values that `{{ }}` puts into an address are encoded, unless they begin it, so that no record can
 * send the request elsewhere; numbers and dates are written as JSON has them. Later steps find the answer, `{status,
 * headers, body}`, under `steps.<id>` and, with `saveAs`, under `steps.<saveAs>`; a field of that key gets the body.
 */
export const httpRequest: StepKind = {
  kind: 'http.request',
  gives: ['status', 'headers', 'body'],
  parameters: {
    url: { schema: { type: 'string', minLength: 1, maxLength: 10_000 }, editor: 'url', required: true },
    method: { schema: { enum: METHODS }, editor: 'choice', required: true },
    headers: { schema: HEADERS, editor: 'headers' },
    body: { schema: {}, editor: 'body' },
    saveAs: { schema: { type: 'string', pattern: '^[a-zA-Z][a-zA-Z0-9_]*$', maxLength: 63 }, editor: 'plain' },
  },
  names: 'saveAs',
  check: (step, about, path) => [
    ...addressFaults(String(step.url), about, `${path}/url`),
    ...headerFaults(headersOf(step.headers), about, `${path}/headers`),
    ...(step.method === 'GET' && step.body !== undefined
      ? [{ path: `${path}/body`, code: 'not_applicable', message: 'A request with GET has no body.' }]
      : bodyFaults(step.body, about, `${path}/body`)),
    ...fieldFaults(step.saveAs, about, `${path}/saveAs`),
  ],
  plan(step, planning) {
    const url = addressOf(step.url, planning);
    if (!url.ok) return failed(url.reason);
    const headers = headersFor(headersOf(step.headers), planning);
    if (!headers.ok) return failed(headers.reason);
    const sent = body(step.body, planning);
    if (!sent.ok) return failed(`body: ${sent.reason}`);
    const saveAs = typeof step.saveAs === 'string' ? step.saveAs : null;
    const request = { url: url.value, method: String(step.method), headers: headers.value };
    // Headers may hold secrets, which the log of a run does not show.
    const input = {
      ...request,
      headers: Object.keys(request.headers),
      ...(sent.value === undefined ? {} : { body: sent.value }),
    };
    return { ok: true, input, effect: { kind: 'http.request', ...request, body: sent.value, saveAs } };
  },
};

const headersOf = (headers: unknown): { [name: string]: string } => (headers ?? {}) as { [name: string]: string };

const ADDRESS = /^https?:\/\/[^\s/?#\\]+([/?#]\S*)?$/i;

function addressFaults(url: string, about: StepCheck, path: string): Fault[] {
  const begins = url.split('{{')[0]?.trimStart() ?? '';
  const isWeb =
    isFormula(url as unknown) ||
    (url.includes('{{') ? begins === '' || /^https?:\/\//i.test(begins) : ADDRESS.test(url.trim()));
  if (!isWeb) return [{ path, code: 'bad_format', message: 'Give an address that begins with https:// or http://.' }];
  const result = { fits: (type: unknown) => type === 'string', what: 'an address' };
  return isFormula(url as unknown) ? about.formula(url, path, result) : about.text(url, path);
}

function addressOf(url: unknown, planning: Planning): Given<string> {
  const given = planning.text(url, { exact: true, insert: encoded });
  if (!given.ok) return given;
  const address = given.value.trim();
  if (ADDRESS.test(address)) return { ok: true, value: address };
  return { ok: false, reason: `"${address.slice(0, 200)}" is no address that begins with https:// or http://.` };
}

/** What stands before tells whether a value begins the address or fills in a part of it. */
const encoded = (text: string, before: string): string =>
  before.trim() === '' ? text : encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''));

function headerFaults(headers: { [name: string]: string }, about: StepCheck, path: string): Fault[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const at = `${path}/${pointerToken(name)}`;
    if (!OWN.has(name.toLowerCase())) return about.text(value, at);
    return [{ path: at, code: 'not_allowed', message: `"${name}" is set by Etapa itself.` }];
  });
}

function headersFor(headers: { [name: string]: string }, planning: Planning): Given<{ [name: string]: string }> {
  const filled: { [name: string]: string } = {};
  for (const [name, template] of Object.entries(headers)) {
    const text = planning.text(template, { exact: true });
    if (!text.ok) return { ok: false, reason: `${name}: ${text.reason}` };
    const value = text.value.trim();
    // RFC 9110: visible characters, spaces and tabs; a line break would begin another header.
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      return { ok: false, reason: `${name}: a header cannot hold line breaks or letters beyond Latin-1.` };
    }
    filled[name] = value;
  }
  return { ok: true, value: filled };
}

function fieldFaults(saveAs: unknown, { definition }: StepCheck, path: string): Fault[] {
  const field = definition.fields.find(({ key }) => key === saveAs);
  if (!field || (field.formula === undefined && field.kind !== 'autonumber')) return [];
  return [{ path, code: 'read_only', message: 'Etapa computes this field itself.' }];
}
