import type { Doc } from '@etapa/shared/fields/field';

/** A sum of one field: a number, or one number per currency when the currency differs by record. */
export type Sum = number | { [currency: string]: number };

/** What a board needs of a record; the server sends more and it is kept. */
export interface BoardCard {
  id: string;
  stage: string | null;
  ownerId?: string | null;
  doc: Doc;
  version: number;
}

export interface Column<Card extends BoardCard> {
  stage: string;
  /** Absent on a board without lanes; null for the lane of cards without a value. */
  lane?: string | null;
  count: number;
  sums: { [fieldKey: string]: Sum };
  items: Card[];
  nextCursor: string | null;
}

export interface Columns<Card extends BoardCard> {
  /** With lanes: each stage once for each lane, lane by lane. */
  columns: Column<Card>[];
  /** What lanes are laid by: a field's key or `$owner`. */
  laneBy?: string;
}

/** How a summed field is kept: its currency field when it has one. */
export interface SummedField {
  key: string;
  currencyField?: string;
}

/** Where in the board a column is. */
export interface Slot {
  stage: string;
  lane?: string | null;
}

export interface Place extends Slot {
  /** The card above, null at the top. */
  after: string | null;
}

export const slotOf = ({ stage, lane }: Slot): Slot => (lane === undefined ? { stage } : { stage, lane });

export const sameSlot = (left: Slot, right: Slot): boolean => left.stage === right.stage && left.lane === right.lane;

/** The lane a card belongs to; undefined on a board without lanes. */
function laneOf(card: BoardCard, laneBy: string | undefined): string | null | undefined {
  if (laneBy === undefined) return undefined;
  const value = laneBy === '$owner' ? card.ownerId : card.doc[laneBy];
  return typeof value === 'string' ? value : null;
}

/** The card as it is once it lies in a slot. */
function placed<Card extends BoardCard>(card: Card, { stage, lane }: Slot, laneBy: string | undefined): Card {
  if (laneBy === undefined || lane === undefined) return { ...card, stage };
  if (laneBy === '$owner') return { ...card, stage, ownerId: lane };
  const { [laneBy]: _, ...doc } = card.doc;
  return { ...card, stage, doc: lane === null ? doc : { ...doc, [laneBy]: lane } };
}

/** Where a card lies among what is loaded, or null. */
export function placeOf<Card extends BoardCard>(board: Columns<Card>, id: string): Place | null {
  for (const column of board.columns) {
    const index = column.items.findIndex((card) => card.id === id);
    if (index >= 0) return { ...slotOf(column), after: column.items[index - 1]?.id ?? null };
  }
  return null;
}

export function cardOf<Card extends BoardCard>(board: Columns<Card>, id: string): Card | null {
  for (const column of board.columns) {
    const found = column.items.find((card) => card.id === id);
    if (found) return found;
  }
  return null;
}

/**
 * Moves a card as the server will: counts and sums of both columns follow.
 * A card that is not loaded, or an unknown stage, leaves the board as it is.
 */
export function moveCard<Card extends BoardCard>(
  board: Columns<Card>,
  id: string,
  to: Place,
  summed: SummedField[],
): Columns<Card> {
  const card = cardOf(board, id);
  if (!card || !board.columns.some((column) => sameSlot(column, to))) return board;
  return insertCard(removeCard(board, id, summed), placed(card, to, board.laneBy), to, summed);
}

/** Puts in a card that is not on the board yet; after an unknown card means at the end of what is loaded. */
export function insertCard<Card extends BoardCard>(
  board: Columns<Card>,
  card: Card,
  to: Place,
  summed: SummedField[],
): Columns<Card> {
  return changeColumn(board, to, (column) => {
    const above = column.items.findIndex((item) => item.id === to.after);
    const index = to.after === null ? 0 : above < 0 ? column.items.length : above + 1;
    return {
      ...column,
      count: column.count + 1,
      sums: addToSums(column.sums, card, 1, summed),
      items: [...column.items.slice(0, index), card, ...column.items.slice(index)],
    };
  });
}

function removeCard<Card extends BoardCard>(board: Columns<Card>, id: string, summed: SummedField[]): Columns<Card> {
  const card = cardOf(board, id);
  const place = placeOf(board, id);
  if (!card || !place) return board;
  return changeColumn(board, place, (column) => ({
    ...column,
    count: column.count - 1,
    sums: addToSums(column.sums, card, -1, summed),
    items: column.items.filter((item) => item.id !== id),
  }));
}

/** Takes the server's newer state of a card in place; one in another stage by now goes to the top of that column. */
export function refreshCard<Card extends BoardCard>(
  board: Columns<Card>,
  fresh: Card,
  summed: SummedField[],
): Columns<Card> {
  const known = cardOf(board, fresh.id);
  const place = placeOf(board, fresh.id);
  if (!known || !place || known.version > fresh.version) return board;
  const slot = slotOf({ stage: fresh.stage ?? place.stage, lane: laneOf(fresh, board.laneBy) });
  const to = sameSlot(slot, place) ? place : { ...slot, after: null };
  return insertCard(removeCard(board, fresh.id, summed), fresh, to, summed);
}

/** Adds the next page of one column; cards that came meanwhile by another way are not doubled. */
export function appendPage<Card extends BoardCard>(board: Columns<Card>, page: Column<Card>): Columns<Card> {
  const known = new Set(board.columns.flatMap((column) => column.items.map((card) => card.id)));
  return changeColumn(board, page, (column) => ({
    ...column,
    items: [...column.items, ...page.items.filter((card) => !known.has(card.id))],
    nextCursor: page.nextCursor,
  }));
}

/**
 * Lays a fresh first page of every column over what is loaded: the fresh part wins,
 * what was loaded further down stays, so that scrolled columns do not jump.
 */
export function layOver<Card extends BoardCard>(board: Columns<Card>, fresh: Columns<Card>): Columns<Card> {
  const freshIds = new Set(fresh.columns.flatMap((column) => column.items.map((card) => card.id)));
  return {
    ...fresh,
    columns: fresh.columns.map((column) => {
      const loaded = board.columns.find((candidate) => sameSlot(candidate, column));
      return loaded ? { ...column, ...laidOver(loaded, column, freshIds) } : column;
    }),
  };
}

/** Lays the cards of one column, read again as far as they were loaded, over those loaded; its count and sums stay. */
export function deepen<Card extends BoardCard>(
  board: Columns<Card>,
  read: Slot & Pick<Column<Card>, 'items' | 'nextCursor'>,
): Columns<Card> {
  const elsewhere = new Set(
    board.columns.flatMap((column) => (sameSlot(column, read) ? [] : column.items.map((card) => card.id))),
  );
  const items = read.items.filter((card) => !elsewhere.has(card.id));
  const ids = new Set(items.map((card) => card.id));
  return changeColumn(board, read, (column) => ({ ...column, ...laidOver(column, { ...read, items }, ids) }));
}

type Loaded<Card extends BoardCard> = Pick<Column<Card>, 'items' | 'nextCursor'>;

/** What was read of a column, and below it what was loaded further down. */
function laidOver<Card extends BoardCard>(
  loaded: Loaded<Card>,
  read: Loaded<Card>,
  known: ReadonlySet<string>,
): Loaded<Card> {
  const { items, nextCursor } = read;
  if (nextCursor === null || loaded.items.length <= items.length) return { items, nextCursor };
  const ids = new Set(items.map((card) => card.id));
  const seam = loaded.items.findLastIndex((card) => ids.has(card.id));
  const tail = loaded.items.slice(seam + 1).filter((card) => !known.has(card.id));
  return { items: [...items, ...tail], nextCursor: tail.length > 0 ? loaded.nextCursor : nextCursor };
}

function changeColumn<Card extends BoardCard>(
  board: Columns<Card>,
  slot: Slot,
  change: (column: Column<Card>) => Column<Card>,
): Columns<Card> {
  return { ...board, columns: board.columns.map((column) => (sameSlot(column, slot) ? change(column) : column)) };
}

/** Several sums as one, currencies side by side. */
export function addSums(left: Sum | undefined, right: Sum): Sum {
  if (left === undefined) return right;
  if (typeof left === 'number' && typeof right === 'number') return plus(left, right);
  if (typeof left === 'number' || typeof right === 'number') return right;
  const sum = { ...left };
  for (const [currency, value] of Object.entries(right)) sum[currency] = plus(sum[currency] ?? 0, value);
  return sum;
}

function addToSums(sums: Column<BoardCard>['sums'], card: BoardCard, sign: 1 | -1, summed: SummedField[]) {
  const next = { ...sums };
  for (const field of summed) {
    const value = card.doc[field.key];
    if (typeof value !== 'number') continue;
    const sum = next[field.key] ?? (field.currencyField ? {} : 0);
    if (typeof sum === 'number') {
      next[field.key] = plus(sum, sign * value);
      continue;
    }
    const currency = field.currencyField ? card.doc[field.currencyField] : undefined;
    if (typeof currency === 'string') next[field.key] = { ...sum, [currency]: plus(sum[currency] ?? 0, sign * value) };
  }
  return next;
}

/** Shown until the server's own sum arrives; the rounding hides binary dust such as 0.30000000000000004. */
function plus(left: number, right: number): number {
  return Number((left + right).toPrecision(15));
}
