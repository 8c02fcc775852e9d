import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { type KeyboardEvent, useCallback, useState } from 'react';
import { may, useMe } from '../../data/session.ts';
import { isReadOnly } from '../../fields/field-states.ts';
import type { After } from './cell-editor.tsx';
import { type CellPlace, stepOf, stepped } from './cell-place.ts';
import type { TableColumn } from './table-columns.ts';

interface Options {
  type: EntityType;
  columns: TableColumn[];
  records: RecordView[];
  /** Brings a row into sight. */
  onShow: (index: number) => void;
  onOpen: (record: RecordView) => void;
  onToggle: (id: string) => void;
}

/** Which cell of a table has the focus, which is being edited, and the keys of both. */
export function useCells({ type, columns, records, onShow, onOpen, onToggle }: Options) {
  const me = useMe();
  const [active, setActive] = useState<CellPlace | null>(null);
  const [editing, setEditing] = useState<CellPlace | null>(null);
  const mayUpdate = may(me, 'update', type.key);
  const mayMove = may(me, 'move', type.key);

  const editable = useCallback(
    ({ key, field }: TableColumn): boolean => {
      if (key === '$stage') return mayMove;
      if (key === '$owner') return mayUpdate;
      return field !== undefined && mayUpdate && !isReadOnly(field);
    },
    [mayUpdate, mayMove],
  );

  const focus = (place: CellPlace) => {
    setActive(place);
    onShow(records.findIndex(({ id }) => id === place.id));
    focusCell(place);
  };
  const edit = (place: CellPlace) => {
    const column = columns.find(({ key }) => key === place.column);
    if (!column || !editable(column)) return;
    setActive(place);
    setEditing(place);
    // Its editor may still be on its way: keys come here until then.
    focusCell(place);
  };
  const done = (place: CellPlace, after: After) => {
    setEditing(null);
    if (after === 'stay') return focusCell(place);
    const open = columns.filter(editable).map(({ key }) => key);
    const next = stepped(place, after === 'next' ? 'right' : 'left', { ids: [place.id], columns: open });
    if (next.column === place.column) focusCell(place);
    else edit(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>('[data-cell]')?.dataset.cell;
    if (!cell || event.defaultPrevented || target.closest('input, textarea, [role="dialog"]')) return;
    const [id = '', column = ''] = cell.split(' ');
    const place = { id, column };
    if (editing) {
      if (event.key === 'Escape' && target.tagName === 'TD') done(editing, 'stay');
      return;
    }
    const record = records.find((one) => one.id === id);
    const step = stepOf(event.nativeEvent);
    if (step) {
      event.preventDefault();
      return focus(stepped(place, step, { ids: records.map((one) => one.id), columns: columns.map(({ key }) => key) }));
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      return onToggle(id);
    }
    if (event.key === 'm') {
      event.preventDefault();
      return edit({ id, column: '$stage' });
    }
    const pressed = columns.find(({ key }) => key === column);
    if (event.key === 'F2' || (event.key === 'Enter' && target.tagName === 'TD')) {
      event.preventDefault();
      if (pressed && editable(pressed)) edit(place);
      else if (record) onOpen(record);
    }
  };

  const first = records[0] && columns[0] ? { id: records[0].id, column: columns[0].key } : null;
  const there =
    active && records.some(({ id }) => id === active.id) && columns.some((one) => one.key === active.column);
  return { active: there ? active : first, editing, editable, setActive, edit, done, onKeyDown };
}

/** Gives a cell the focus as soon as its row is on screen. */
function focusCell({ id, column }: CellPlace, tries = 10): void {
  const cell = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)} ${CSS.escape(column)}"]`);
  if (cell) cell.focus();
  else if (tries > 0) requestAnimationFrame(() => focusCell({ id, column }, tries - 1));
}
