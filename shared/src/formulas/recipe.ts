import type { FieldKind } from '../fields/field.ts';

/** One thing a recipe asks for: a field of one of some kinds, or a number where that may stand instead. */
export interface RecipePart {
  name: 'amount' | 'percent' | 'length' | 'width' | 'rate' | 'day' | 'rows' | 'column';
  kinds: readonly FieldKind[];
  /** A number may be typed instead of choosing a field. */
  number?: boolean;
  optional?: boolean;
  /** Names of columns of product rows to choose from, instead of fields. */
  columns?: readonly string[];
}

/** What was chosen for the parts: names as formulas write them, or numbers. */
export type RecipeChoices = { readonly [Part in RecipePart['name']]?: string };

/** A formula for a common need, written from a few choices. */
export interface Recipe {
  key: 'percentOff' | 'areaRate' | 'daysUntil' | 'age' | 'sumOfRows';
  parts: readonly RecipePart[];
  /** FEEL without the leading `=`, of choices that are all made. */
  write(choices: RecipeChoices): string;
}

const NUMBERS = ['integer', 'number', 'money', 'percent'] as const;
const DAYS = ['date', 'dateTime'] as const;

/** Every recipe. A new one is an entry here, its words in the catalogues and a line in the test. */
export const RECIPES: readonly Recipe[] = [
  {
    key: 'percentOff',
    parts: [
      { name: 'amount', kinds: NUMBERS },
      { name: 'percent', kinds: NUMBERS, number: true },
    ],
    write: ({ amount = '', percent = '' }) => `${amount} * (1 - ${percent} / 100)`,
  },
  {
    key: 'areaRate',
    parts: [
      { name: 'length', kinds: NUMBERS },
      { name: 'width', kinds: NUMBERS, number: true, optional: true },
      { name: 'rate', kinds: NUMBERS, number: true },
    ],
    write: ({ length = '', width, rate = '' }) => [length, ...(width ? [width] : []), rate].join(' * '),
  },
  {
    key: 'daysUntil',
    parts: [{ name: 'day', kinds: DAYS }],
    write: ({ day = '' }) => `(date(${day}) - today()).days`,
  },
  {
    key: 'age',
    parts: [{ name: 'day', kinds: DAYS }],
    write: ({ day = '' }) => `years and months duration(date(${day}), today()).years`,
  },
  {
    key: 'sumOfRows',
    parts: [
      { name: 'rows', kinds: ['lines'] },
      { name: 'column', kinds: [], columns: ['total', 'quantity', 'unitPrice'] },
    ],
    write: ({ rows = '', column = '' }) =>
      `sum(for row in ${rows} return if row.${column} = null then 0 else row.${column})`,
  },
];

/** Whether every part that must be chosen is. */
export const isChosen = ({ parts }: Recipe, choices: RecipeChoices): boolean =>
  parts.every(({ name, optional }) => optional || Boolean(choices[name]));
