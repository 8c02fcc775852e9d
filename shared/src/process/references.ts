import type { EntityType, Field } from '../definition/entity-type.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import type { Command } from './command.ts';
import type { RecordState } from './record.ts';

/** What a decision will ask `CommandContext` about, so that a caller can load it beforehand. */
export interface References {
  /** Ids of records linked before or after, of any type. */
  records: string[];
  users: string[];
  files: string[];
}

/** Ids named by a document's link, user and file fields, product rows included. Takes values of any shape. */
export function referencesIn(definition: EntityType, doc: Doc): References {
  const found = { records: new Set<string>(), users: new Set<string>(), files: new Set<string>() };
  for (const field of definition.fields) {
    const value = Object.hasOwn(doc, field.key) ? doc[field.key] : undefined;
    if (value !== undefined && value !== null) {
      for (const [room, id] of idsOf(field, value)) found[room].add(id);
    }
  }
  return { records: [...found.records], users: [...found.users], files: [...found.files] };
}

/** Everything to load before `decide`: what the record holds and what the command brings. */
export function referencesOf(definition: EntityType, record: RecordState | null, command: Command): References {
  const brought = 'doc' in command && command.doc ? command.doc : {};
  const parts = [referencesIn(definition, record?.doc ?? {}), referencesIn(definition, brought)];
  const defaults = command.kind === 'create' ? defaultsOf(definition) : {};
  parts.push(referencesIn(definition, defaults));
  const owner = 'ownerId' in command && command.ownerId ? [command.ownerId] : [];
  return {
    records: unique(parts.flatMap((part) => part.records)),
    users: unique([...parts.flatMap((part) => part.users), ...owner]),
    files: unique(parts.flatMap((part) => part.files)),
  };
}

function idsOf(field: Field, value: JsonValue): [keyof References, string][] {
  const ids = strings(value);
  switch (field.kind) {
    case 'link':
    case 'links':
      return ids.map((id) => ['records', id]);
    case 'user':
    case 'users':
      return ids.map((id) => ['users', id]);
    case 'file':
    case 'files':
      return ids.map((id) => ['files', id]);
    case 'lines':
      return productsOf(value).map((id) => ['records', id]);
    default:
      return [];
  }
}

function productsOf(value: JsonValue): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((row) =>
    row !== null && typeof row === 'object' && !Array.isArray(row) && typeof row.product === 'string'
      ? [row.product]
      : [],
  );
}

function strings(value: JsonValue): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((item): item is string => typeof item === 'string');
}

function defaultsOf(definition: EntityType): Doc {
  const doc: Doc = {};
  for (const field of definition.fields) if (field.default !== undefined) doc[field.key] = field.default;
  return doc;
}

const unique = (values: string[]): string[] => [...new Set(values)];
