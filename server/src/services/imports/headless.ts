import type { EntityType } from '@etapa/shared/definition/entity-type';
import { findOption } from '@etapa/shared/fields/option';
import { isNameOf, isStage } from './guess.ts';

/**
 * Whether the first row of a file holds data already: none of its cells is what anything here is called, and one is a
 * number, a date, an address, a stage or an option, as no column is named.
 */
export function looksLikeData(cells: string[], definition: EntityType): boolean {
  const texts = cells.map((cell) => cell.normalize('NFKC').trim()).filter((text) => text !== '');
  if (texts.some((text) => isNameOf(text, definition))) return false;
  return texts.some((text) => isValue(text) || isStage(definition, text) || isOption(definition, text));
}

/** Years head columns as well as they fill them. */
const YEAR = /^(?:19|20)\d\d$/;
const AMOUNT_OR_DATE = /^[-+(]?\p{Sc}?\s*\d[\d\s.,:/()T+-]*Z?\s*(?:%|\p{Sc}|[A-Z]{3})?$/u;
const ADDRESS = /^(?:[^\s@]+@[^\s@]+\.[^\s@]+|https?:\/\/\S+|www\.\S+)$/i;

const isValue = (text: string): boolean => (!YEAR.test(text) && AMOUNT_OR_DATE.test(text)) || ADDRESS.test(text);

const isOption = ({ fields }: EntityType, text: string): boolean =>
  fields.some(
    (field) =>
      (field.kind === 'select' || field.kind === 'multiSelect') &&
      text.length > 2 &&
      findOption(field, text) !== undefined,
  );
