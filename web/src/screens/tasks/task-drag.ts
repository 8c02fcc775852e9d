import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Task } from '../../data/tasks.ts';
import { fingerDrag, fingerPlace } from '../../ui/finger-drag.ts';

const KIND = 'task';

/** Tasks under a finger: a place is told only which it is. */
const held = new Map<string, Task>();

/** Makes an element the handle of a task that can be put elsewhere; true while it is carried. */
export function useTaskDrag(element: RefObject<HTMLElement | null>, task: Task, movable: boolean): boolean {
  const [dragging, setDragging] = useState(false);
  const latest = useRef(task);
  latest.current = task;
  useEffect(() => {
    if (!element.current || !movable) return;
    const id = () => latest.current.id;
    return combine(
      draggable({
        element: element.current,
        getInitialData: () => ({ kind: KIND, task: latest.current }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      fingerDrag(element.current, {
        kind: KIND,
        id,
        onHold: (holds) => {
          held.set(id(), latest.current);
          setDragging(holds);
        },
      }),
    );
  }, [element, movable]);
  return dragging;
}

/** Makes an element a place where tasks can be put; true while one is held over it. */
export function useTaskDrop(
  element: RefObject<HTMLElement | null>,
  place: { takes: (task: Task) => boolean; onDrop: (task: Task) => void } | undefined,
): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(place);
  latest.current = place;
  const isPlace = place !== undefined;
  useEffect(() => {
    if (!element.current || !isPlace) return;
    return combine(
      dropTargetForElements({
        element: element.current,
        canDrop: ({ source: { data } }) => data.kind === KIND && latest.current?.takes(data.task as Task) === true,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source: { data } }) => {
          setOver(false);
          latest.current?.onDrop(data.task as Task);
        },
      }),
      fingerPlace(element.current, {
        kind: KIND,
        takes: (id) => {
          const task = held.get(id);
          return task !== undefined && latest.current?.takes(task) === true;
        },
        onOver: setOver,
        onDrop: (id) => {
          const task = held.get(id);
          if (task) latest.current?.onDrop(task);
        },
      }),
    );
  }, [element, isPlace]);
  return over;
}
