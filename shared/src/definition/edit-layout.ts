import type { EntityType, Layout, Section } from './entity-type.ts';
import { type Edited, edited, insert, missing, notEdited, reorder, type Settings, withSettings } from './keyed-list.ts';

/** Sections have no key: `section` is the place of one, from 0. */
export type LayoutEdit =
  | { kind: 'section.add'; section: Section; at?: number }
  | { kind: 'section.update'; section: number; set: Settings<Section> }
  | { kind: 'section.remove'; section: number }
  | { kind: 'section.move'; section: number; to: number }
  /** Puts a field into a section, out of any other; null leaves it out of all. */
  | { kind: 'layout.place'; field: string; section: number | null; at?: number }
  | { kind: 'layout.card'; fields: string[] };

export function editLayout(definition: EntityType, edit: LayoutEdit): Edited<EntityType> {
  const layout = definition.layout ?? { sections: [] };
  const within = (change: (sections: Section[]) => Section[]): Edited<EntityType> =>
    edited({ ...definition, layout: { ...layout, sections: change(layout.sections) } });
  const wanted = 'section' in edit && typeof edit.section === 'number' ? edit.section : null;
  if (wanted !== null && !layout.sections[wanted]) return notEdited('not_found', `There is no section ${wanted}.`);
  switch (edit.kind) {
    case 'section.add':
      return within((sections) => insert(sections, edit.section, edit.at));
    case 'section.update':
      return within((sections) =>
        sections.map((section, index) => (index === edit.section ? withSettings(section, edit.set) : section)),
      );
    case 'section.remove':
      return within((sections) => sections.filter((_, index) => index !== edit.section));
    case 'section.move':
      return within((sections) => reorder(sections, edit.section, edit.to));
    case 'layout.place':
      if (!definition.fields.some(({ key }) => key === edit.field)) return missing(edit.field);
      return within((sections) => place(sections, edit.field, edit.section, edit.at));
    case 'layout.card': {
      const unknown = edit.fields.find((key) => !definition.fields.some((field) => field.key === key));
      if (unknown !== undefined) return missing(unknown);
      return edited({ ...definition, layout: { ...layout, card: edit.fields } });
    }
  }
}

/** The definition with a field out of every section and off the card. */
export function withoutField(definition: EntityType, key: string): EntityType {
  if (!definition.layout) return definition;
  const { sections, card } = definition.layout;
  const layout: Layout = { sections: place(sections, key, null) };
  if (card) layout.card = card.filter((each) => each !== key);
  return { ...definition, layout };
}

function place(sections: Section[], field: string, target: number | null, at?: number): Section[] {
  return sections.map((section, index) => {
    const rest = section.fields.filter((key) => key !== field);
    if (index === target) return { ...section, fields: insert(rest, field, at) };
    return rest.length === section.fields.length ? section : { ...section, fields: rest };
  });
}
