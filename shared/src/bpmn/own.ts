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

/** The note of a name on an element; undefined where there is none, or none that can be read. */
export function ownNote<Name extends keyof OwnNotes>(element: XmlElement, name: Name): OwnNotes[Name] | undefined {
  const note = childOf(element, 'extensionElements')?.children.find(
    (child) => child.namespace === OWN_NAMESPACE && child.name === name,
  );
  if (!note) return undefined;
  try {
    return JSON.parse(note.text) as OwnNotes[Name];
  } catch {
    return undefined;
  }
}
