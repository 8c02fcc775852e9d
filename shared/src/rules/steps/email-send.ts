import type { Fault } from '../../fields/fault.ts';
import type { JsonValue } from '../../fields/field.ts';
import { isId } from '../../fields/reference.ts';
import { isRow } from '../../fields/row.ts';
import { isFormula } from '../../formulas/formula.ts';
import { failed } from '../effect.ts';
import type { Given, Planning, StepCheck, StepKind } from './kind.ts';
import { isAddress, isRecipient, recipients } from './recipients.ts';

const ONE = { type: 'string', minLength: 1, maxLength: 10_000 };
const SOME = { anyOf: [ONE, { type: 'array', items: ONE, minItems: 1, maxItems: 100 }] };

/**
 * Sends an e-mail to addresses and people, each of them once. Without any the step fails. Attached are files, by their
 * ids or formulas that give them.
 */
export const emailSend: StepKind = {
  kind: 'email.send',
  gives: ['id', 'to', 'skipped'],
  parameters: {
    to: { schema: SOME, editor: 'recipients', required: true },
    subject: { schema: { type: 'string', minLength: 1, maxLength: 1_000 }, editor: 'text', required: true },
    body: { schema: { type: 'string', maxLength: 100_000 }, editor: 'longText', required: true },
    attachments: { schema: SOME, editor: 'files' },
  },
  check: (step, about, path) => [
    ...eachFaults(step.to, `${path}/to`, (to, at) => recipientFaults(to, about, at)),
    ...about.text(String(step.subject), `${path}/subject`),
    ...about.text(String(step.body), `${path}/body`),
    ...eachFaults(step.attachments, `${path}/attachments`, (file, at) => fileFaults(file, about, at)),
  ],
  plan(step, planning) {
    const to = recipients(listOf(step.to), planning);
    const subject = planning.text(step.subject);
    const body = planning.text(step.body);
    const attachments = filesOf(listOf(step.attachments), planning);
    if (!to.ok) return failed(to.reason);
    if (!subject.ok) return failed(subject.reason);
    if (!body.ok) return failed(body.reason);
    if (!attachments.ok) return failed(attachments.reason);
    const { addresses, userIds } = to.value;
    if (addresses.length + userIds.length === 0) return failed('There is nobody to write to: "to" came out empty.');
    const email = {
      to: addresses,
      userIds,
      // One line: a header of the message is made of it.
      subject: subject.value.replace(/\s+/g, ' ').trim().slice(0, 500),
      body: body.value,
      attachments: attachments.value,
    };
    return { ok: true, input: email, effect: { kind: 'email.send', ...email } };
  },
};

const listOf = (parameter: unknown): string[] =>
  parameter === undefined ? [] : Array.isArray(parameter) ? parameter : [String(parameter)];

function eachFaults(parameter: unknown, path: string, check: (one: unknown, at: string) => Fault[]): Fault[] {
  if (!Array.isArray(parameter)) return listOf(parameter).flatMap((one) => check(one, path));
  return listOf(parameter).flatMap((one, index) => check(one, `${path}/${index}`));
}

function recipientFaults(to: unknown, about: StepCheck, path: string): Fault[] {
  if (isFormula(to))
    return about.formula(to, path, { fits: (type) => isRecipient(type), what: 'an address or a person' });
  const text = String(to);
  if (text.includes('{{')) return about.text(text, path);
  const message = 'Give an e-mail address, the id of a user, or a formula that begins with "=".';
  return text.split(/[,;]/).every((part) => isAddress(part.trim())) ? [] : [{ path, code: 'bad_format', message }];
}

function fileFaults(file: unknown, about: StepCheck, path: string): Fault[] {
  if (isFormula(file)) {
    const fits = (type: unknown): boolean => type === 'string' || typeof type === 'object';
    return about.formula(file, path, { fits, what: 'a file or a list of files' });
  }
  if (isId(String(file).toLowerCase())) return [];
  return [{ path, code: 'bad_format', message: 'Give the id of a file, or a formula that begins with "=".' }];
}

/** Files that the parameter names, each once; empty ones fall away. */
function filesOf(named: readonly string[], planning: Planning): Given<string[]> {
  const files: string[] = [];
  for (const each of named) {
    const given = planning.value(each);
    if (!given.ok) return given;
    for (const file of (Array.isArray(given.value) ? given.value : [given.value]).map(idOf)) {
      if (file === null || file === '') continue;
      const id = typeof file === 'string' ? file.toLowerCase() : '';
      if (!isId(id)) return { ok: false, reason: `${JSON.stringify(file).slice(0, 100)} is not a file.` };
      if (!files.includes(id)) files.push(id);
    }
  }
  return { ok: true, value: files };
}

const idOf = (value: JsonValue): JsonValue => (isRow(value) && typeof value.id === 'string' ? value.id : value);
