import type { ConditionRecord } from '@etapa/shared/conditions/context';
import { evaluate } from '@etapa/shared/conditions/evaluate';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { SeenField } from '../data/own-view.ts';

/** What conditions in a form may know besides the record. */
export interface FormSurroundings {
  /** The signed-in person's id. */
  me: string;
  /** ISO 8601. */
  now: string;
  /** IANA name, of the organisation. */
  timeZone: string;
}

export interface FieldState {
  visible: boolean;
  required: boolean;
  readOnly: boolean;
}

/**
 * How each field stands while a record is typed: the same conditions, evaluated by the same code, as on the server.
 *
 * @param asked keys of fields required besides, such as those a stage asks for
 */
export function fieldStates(
  type: EntityType,
  record: ConditionRecord,
  surroundings: FormSurroundings,
  asked: readonly string[] = [],
): Map<string, FieldState> {
  const context = { schema: { fields: type.fields, funnels: type.funnels }, record, ...surroundings };
  return new Map(
    type.fields
      .filter((field) => !field.retired)
      .map((field) => {
        const visible = !field.visibleWhen || asked.includes(field.key) || evaluate(field.visibleWhen, context);
        const readOnly = isReadOnly(field);
        const wanted =
          field.required === true ||
          asked.includes(field.key) ||
          (field.requiredWhen !== undefined && evaluate(field.requiredWhen, context));
        return [field.key, { visible, readOnly, required: visible && !readOnly && wanted }];
      }),
  );
}

/** Only Etapa itself writes it, or others than the reader. The core says the same beside the JSON Schema check, too heavy to load with every board. */
export const isReadOnly = ({ formula, kind, closed }: Pick<SeenField, 'formula' | 'kind' | 'closed'>): boolean =>
  formula !== undefined || kind === 'autonumber' || closed === true;
