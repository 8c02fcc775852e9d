import type { RecordView } from '@etapa/shared/api/records';
import type { KeyboardEvent } from 'react';
import type { Board } from './board-data.ts';
import { cardOf } from './columns.ts';
import { neighbour } from './drop-place.ts';

const ARROWS: { [key: string]: 'up' | 'down' | 'left' | 'right' } = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  j: 'down',
  k: 'up',
};

/** Keys that go from card to card. */
export const GOING: readonly string[] = Object.keys(ARROWS);

interface Handlers {
  board: Board | undefined;
  focused: string | null;
  onFocus: (id: string) => void;
  onMenu: (record: RecordView, anchor: HTMLElement) => void;
  onSelect: (id: string, way: 'toggle' | 'range') => void;
  onClear: () => void;
}

/**
 * Keys of a board: arrows (and J, K) move the focus between cards, Space selects one (with Shift, all up to it), Escape
 * selects none, M opens the menu that moves what is selected, or the card.
 */
export function onBoardKey(
  event: KeyboardEvent<HTMLElement>,
  { board, focused, onFocus, onMenu, onSelect, onClear }: Handlers,
): void {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, [role=menu]')) return;
  if (!board) return;
  const held = target.closest<HTMLElement>('[data-card]')?.dataset.card ?? focused;
  const direction = ARROWS[event.key];
  if (direction) {
    const first = board.columns.find((column) => column.items.length > 0)?.items[0]?.id;
    const next = held && cardOf(board, held) ? neighbour(board, held, direction) : first;
    if (!next) return;
    event.preventDefault();
    onFocus(next);
    focusCard(next);
    return;
  }
  if (event.key === ' ' && held && target.closest('[data-title]')) {
    event.preventDefault();
    onSelect(held, event.shiftKey ? 'range' : 'toggle');
    return;
  }
  if (event.key === 'Escape') {
    onClear();
    return;
  }
  if (event.key.toLowerCase() === 'm' && held) {
    const record = cardOf(board, held);
    const anchor = cardElement(held);
    if (!record || !anchor) return;
    event.preventDefault();
    // Once this key is through: the menu would take it for a key of its own and close.
    setTimeout(() => onMenu(record, anchor));
  }
}

/** Gives a card the focus as soon as its column has it on screen. */
export function focusCard(id: string, tries = 10): void {
  const title = document.querySelector<HTMLElement>(`[data-title="${CSS.escape(id)}"]`);
  if (title) title.focus();
  else if (tries > 0) requestAnimationFrame(() => focusCard(id, tries - 1));
}

const cardElement = (id: string): HTMLElement | null => document.querySelector(`[data-card="${CSS.escape(id)}"]`);
