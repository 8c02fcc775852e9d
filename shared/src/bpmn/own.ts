import type { EntityType, Funnel, Stage, Transition } from '../definition/entity-type.ts';
import type { Rule } from '../rules/rule.ts';
import { OWN_NAMESPACE } from './thing.ts';
import { childOf, type XmlElement } from './xml.ts';

/** What Etapa notes in a file of its own, so that it comes back whole, and changed where the diagram was. */
export interface OwnNotes {
  /** The type without its funnels, on the collaboration. */
  type: Omit<EntityType, 'funnels'>;
  rules: Rule[];
  /** On a process; its stages and ways are in the diagram. */
  funnel: Pick<Funnel, 'key' | 'name'> & { free?: true; order: string[] };
  stage: Stage;
  transition: Omit<Transition, 'from' | 'to'>;
  /** Drawn for readers alone: it says nothing that the notes do not say. */
  drawn: true;
}

type Noted = { [member: string]: unknown };
const isObject = (value: unknown): value is Noted =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isLabel = (value: unknown): boolean => typeof value === 'string' || isObject(value);
const isNamed = (value: unknown): value is Noted =>
  isObject(value) && typeof value.key === 'string' && isLabel(value.name);

/** What must hold before a note is looked at more closely: anybody may have changed the file. */
const FITS: { [Name in keyof OwnNotes]: (note: unknown) => boolean } = {
  type: isNamed,
  rules: (note) => Array.isArray(note) && note.every(isNamed),
  funnel: (note) => isNamed(note) && Array.isArray(note.order) && note.order.every((key) => typeof key === 'string'),
  stage: (note) => isNamed(note) && ['open', 'won', 'lost'].includes(String(note.group)),
  transition: (note) => isObject(note) && (note.label === undefined || isLabel(note.label)),
  drawn: (note) => note === true,
};

/** The note of a name on an element; undefined where there is none, or none that can be read. */
export function ownNote<Name extends keyof OwnNotes>(element: XmlElement, name: Name): OwnNotes[Name] | undefined {
  const note = childOf(element, 'extensionElements')?.children.find(
    (child) => child.namespace === OWN_NAMESPACE && child.name === name,
  );
  if (!note) return undefined;
  try {
    const read: unknown = JSON.parse(note.text);
    return FITS[name](read) ? (read as OwnNotes[Name]) : undefined;
  } catch {
    return undefined;
  }
}
