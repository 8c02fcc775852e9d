import type { KeyboardEvent } from 'react';

/** Where a key leads in a grid of inputs, from the cell it was pressed in. */
export type GridStep = { row: -1 | 0 | 1; column: -1 | 0 | 1 };

/**
 * Arrows and Enter as in a spreadsheet: up and down always, left and right where the caret has nowhere else to go.
 * Null for keys that belong to the cell itself: a list that is open, a text being composed, a caret amid a text.
 */
export function gridStep(event: KeyboardEvent): GridStep | null {
  const { target, key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (!(target instanceof HTMLElement) || event.nativeEvent.isComposing || altKey || ctrlKey || metaKey) return null;
  if (isListOpen(target)) return null;
  if (key === 'Enter') return target instanceof HTMLInputElement ? { row: shiftKey ? -1 : 1, column: 0 } : null;
  if (shiftKey) return null;
  if (key === 'ArrowDown') return { row: 1, column: 0 };
  if (key === 'ArrowUp') return { row: -1, column: 0 };
  const isLeft = key === 'ArrowLeft';
  if (!isLeft && key !== 'ArrowRight') return null;
  if (target instanceof HTMLInputElement) {
    const { selectionStart: start, selectionEnd: end, value } = target;
    const isWhole = start === 0 && end === value.length;
    if (!isWhole && (start !== end || start !== (isLeft ? 0 : value.length))) return null;
  }
  return { row: 0, column: isLeft ? -1 : 1 };
}

/** Whether an input has its list of choices open: arrows, Enter and Escape are for the list then. */
export const isListOpen = (input: EventTarget): boolean =>
  input instanceof HTMLElement && (input.getAttribute('aria-expanded') === 'true' || 'expanded' in input.dataset);

/** Row and column of the cell that something is in: `data-row` and `data-column`. */
export function cellAt(target: EventTarget): { row: number; column: string } | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest<HTMLElement>('[data-column]');
  const row = cell?.closest<HTMLElement>('[data-row]')?.dataset.row;
  return cell?.dataset.column && row !== undefined ? { row: Number(row), column: cell.dataset.column } : null;
}

/** Puts the focus into a cell, all of its text chosen: what is typed next replaces it. @returns whether there is one */
export function focusCell(grid: HTMLElement | null, row: number, column: string): boolean {
  const cell = grid?.querySelector<HTMLElement>(`[data-row="${row}"] [data-column="${column}"]`);
  const input = cell?.querySelector<HTMLElement>('input, button');
  if (!input) return false;
  input.focus();
  if (input instanceof HTMLInputElement) input.select();
  return true;
}
