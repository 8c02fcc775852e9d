import type { Option } from '../fields/field.ts';
import { editFunnel, type FunnelEdit } from './edit-funnel.ts';
import { editLayout, type LayoutEdit, withoutField } from './edit-layout.ts';
import type { EntityType, Field } from './entity-type.ts';
import {
  addKeyed,
  changeKeyed,
  type Edited,
  edited,
  missing,
  moveKeyed,
  notEdited,
  removeKeyed,
  type Settings,
  withSettings,
} from './keyed-list.ts';

/** Everything a builder can do to a definition. `at` and `to` are places in a list, from 0. */
export type Edit =
  | { kind: 'type.update'; set: Settings<Omit<EntityType, 'fields' | 'funnels' | 'layout'>> }
  | { kind: 'field.add'; field: Field; at?: number; section?: number }
  | { kind: 'field.update'; field: string; set: Settings<Field> }
  | { kind: 'field.remove'; field: string }
  | { kind: 'field.move'; field: string; to: number }
  | { kind: 'option.add'; field: string; option: Option; at?: number }
  | { kind: 'option.update'; field: string; option: string; set: Settings<Option> }
  | { kind: 'option.remove'; field: string; option: string }
  | { kind: 'option.move'; field: string; option: string; to: number }
  | FunnelEdit
  | LayoutEdit;

/**
 * One edit of a definition, the same in the builder and on the server. It keeps the parts in step (a field taken
 * away leaves the layout and the stages that asked for it); whether the whole is right is `checkDefinition`'s.
 *
 * @returns the new definition; the one given is never changed. Refused when what it names is not there
 *   (`not_found`), a key is taken (`exists`), the last of its kind would go (`last`) or something rests on it (`in_use`).
 */
export function applyEdit(definition: EntityType, edit: Edit): Edited<EntityType> {
  switch (edit.kind) {
    case 'type.update':
      return edited(withSettings(definition, edit.set));
    case 'field.add':
      return addField(definition, edit.field, edit.at, edit.section);
    case 'field.update':
      return inFields(
        definition,
        changeKeyed(definition.fields, edit.field, (field) => edited(withSettings(field, edit.set))),
      );
    case 'field.remove':
      return removeField(definition, edit.field);
    case 'field.move':
      return inFields(definition, moveKeyed(definition.fields, edit.field, edit.to));
    case 'option.add':
      return inOptions(definition, edit.field, (options) => addKeyed(options, edit.option, edit.at));
    case 'option.update':
      return inOptions(definition, edit.field, (options) =>
        changeKeyed(options, edit.option, (option) => edited(withSettings(option, edit.set))),
      );
    case 'option.remove':
      return inOptions(definition, edit.field, (options) => removeKeyed(options, edit.option));
    case 'option.move':
      return inOptions(definition, edit.field, (options) => moveKeyed(options, edit.option, edit.to));
    case 'section.add':
    case 'section.update':
    case 'section.remove':
    case 'section.move':
    case 'layout.place':
    case 'layout.card':
      return editLayout(definition, edit);
    default:
      return editFunnel(definition, edit);
  }
}

function inFields(definition: EntityType, fields: Edited<Field[]>): Edited<EntityType> {
  return fields.ok ? edited({ ...definition, fields: fields.value }) : fields;
}

function inOptions(
  definition: EntityType,
  key: string,
  change: (options: Option[]) => Edited<Option[]>,
): Edited<EntityType> {
  return inFields(
    definition,
    changeKeyed(definition.fields, key, (field) => {
      const options = change(field.options ?? []);
      return options.ok ? edited({ ...field, options: options.value }) : options;
    }),
  );
}

function addField(definition: EntityType, field: Field, at?: number, section?: number): Edited<EntityType> {
  const added = inFields(definition, addKeyed(definition.fields, field, at));
  if (!added.ok || section === undefined) return added;
  return editLayout(added.value, { kind: 'layout.place', field: field.key, section });
}

function removeField(definition: EntityType, key: string): Edited<EntityType> {
  if (!definition.fields.some((field) => field.key === key)) return missing(key);
  if (definition.titleField === key) return notEdited('in_use', `"${key}" is the title of the record.`);
  const fields = definition.fields.filter((field) => field.key !== key);
  const currencyOf = fields.find((field) => field.currencyField === key);
  if (currencyOf) return notEdited('in_use', `"${key}" holds the currency of "${currencyOf.key}".`);
  const funnels = definition.funnels?.map((funnel) => ({
    ...funnel,
    stages: funnel.stages.map((stage) =>
      stage.required ? { ...stage, required: stage.required.filter((each) => each !== key) } : stage,
    ),
  }));
  return edited(withoutField({ ...definition, fields, ...(funnels ? { funnels } : {}) }, key));
}
