import type { Field } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import type { ComponentType, ReactNode } from 'react';

/** What every editor hands on to its Mantine input, so that labels, help and errors are tied to it for all readers. */
export interface InputSettings {
  label?: ReactNode;
  'aria-label'?: string;
  description?: ReactNode;
  error?: ReactNode;
  withAsterisk?: boolean;
  disabled?: boolean;
  /** Where the focus goes when a dialog opens: Mantine's focus trap looks for it. */
  'data-autofocus'?: boolean;
  placeholder?: string;
  size?: 'xs' | 'sm';
}

export interface EditorProps {
  field: Field;
  /** Undefined when empty. */
  value: JsonValue | undefined;
  onChange: (value: JsonValue | undefined) => void;
  /** Typing is over: where a field saves itself, it saves now. */
  onBlur?: () => void;
  input: InputSettings;
  /** The whole document: the currency of an amount may lie in another field. */
  doc: Doc;
}

export interface DisplayProps {
  field: Field;
  value: JsonValue;
  doc: Doc;
  /** Titles of linked records by id, where the answer brought them. */
  titles?: { [recordId: string]: string };
  /** One line, no links: the small card and the table. */
  compact?: boolean;
}

/** How a field kind is shown; `FIELD_EDITORS` has what edits it. */
export interface FieldView {
  Display: ComponentType<DisplayProps>;
  /** Takes the whole width of a form. */
  wide?: boolean;
}

export const asText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

export const asNumber = (value: JsonValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

export const asTexts = (value: JsonValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** An emptied input is an absent value. */
export const orEmpty = <Value extends JsonValue>(value: Value): Value | undefined =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0) ? undefined : value;
