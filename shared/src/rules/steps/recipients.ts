import { compileSchema } from '../../definition/validator.ts';
import type { JsonValue } from '../../fields/field.ts';
import { kindOf } from '../../fields/kinds.ts';
import { isRow, type Row } from '../../fields/row.ts';
import type { FeelType } from '../../formulas/formula.ts';
import { isFormula } from '../../formulas/formula.ts';
import type { Given, Planning } from './kind.ts';
import { isPersonId } from './people.ts';

const address = compileSchema(kindOf({ kind: 'email' }).schema({ key: 'to', label: 'To', kind: 'email' }));

/** Whether a text is an e-mail address or the id of a user. */
export const isAddress = (text: string): boolean => isPersonId(text) || address(text, '').length === 0;

/** Whether a formula of that type can give addresses, people, or records with an address. */
export const isRecipient = (type: FeelType): boolean => type === 'string' || typeof type === 'object';

/**
 * Whom a message goes to: addresses, and people by their ids. Texts may hold `{{ }}` and several addresses; formulas
 * give texts, lists of them, or linked records, of which the first address is taken. Empty ones fall away.
 */
export function recipients(
  named: readonly string[],
  planning: Pick<Planning, 'value' | 'text' | 'linked' | 'typeOf'>,
): Given<{ addresses: string[]; userIds: string[] }> {
  const addresses = new Map<string, string>();
  const userIds = new Set<string>();
  for (const each of named) {
    const given = isFormula(each) ? planning.value(each) : planning.text(each, { exact: true });
    if (!given.ok) return given;
    for (const one of textsIn(given.value, planning)) {
      if (isPersonId(one)) userIds.add(one.toLowerCase());
      else if (isAddress(one)) addresses.set(one.toLowerCase(), one);
      else return { ok: false, reason: `"${one.slice(0, 100)}" is neither an e-mail address nor a person.` };
    }
  }
  return { ok: true, value: { addresses: [...addresses.values()], userIds: [...userIds] } };
}

function textsIn(value: JsonValue, planning: Pick<Planning, 'linked' | 'typeOf'>): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, planning));
  if (isRow(value)) return textsIn(addressOf(value, planning), planning);
  if (value === null) return [];
  return String(value)
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The first field of kind `email` that a linked record has a value in; of anything else, what it calls `email`. */
function addressOf(value: Row, { linked, typeOf }: Pick<Planning, 'linked' | 'typeOf'>): string | null {
  const record = typeof value.id === 'string' ? linked(value.id) : undefined;
  const fields = record ? (typeOf(record.entityType)?.fields ?? []) : [];
  const keys = [...fields.filter(({ kind }) => kind === 'email').map(({ key }) => key), 'email'];
  const found = keys.map((key) => value[key]).find((each) => typeof each === 'string' && each !== '');
  return typeof found === 'string' ? found : null;
}
