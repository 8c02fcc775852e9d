import { UnstyledButton } from '@mantine/core';
import { useRef } from 'react';
import type { Task } from '../../data/tasks.ts';
import { useTaskDrag, useTaskDrop } from './task-drag.ts';
import classes from './tasks.module.css';

interface Props {
  /** "Wednesday, 11 March". */
  name: string;
  number: string;
  /** Of another month. */
  outside: boolean;
  today: boolean;
  tasks: Task[];
  onOpen: (task: Task) => void;
  onDrop: (task: Task) => void;
  /** @param days later; negative is earlier */
  onShift: (task: Task, days: number) => void;
}

/** One day of the calendar and what is due on it. */
export function TaskDay({ name, number, outside, today, tasks, onOpen, onDrop, onShift }: Props) {
  const cell = useRef<HTMLElement>(null);
  const over = useTaskDrop(cell, { takes: () => true, onDrop });
  return (
    <section
      ref={cell}
      className={classes.day}
      aria-label={name}
      data-outside={outside || undefined}
      data-today={today || undefined}
      data-empty={tasks.length === 0 || undefined}
      data-over={over || undefined}
    >
      <span className={classes.number}>{number}</span>
      {tasks.map((task) => (
        <Entry key={task.id} task={task} onOpen={onOpen} onShift={onShift} />
      ))}
    </section>
  );
}

const STEPS: { [key: string]: number } = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function Entry({ task, onOpen, onShift }: { task: Task } & Pick<Props, 'onOpen' | 'onShift'>) {
  const button = useRef<HTMLButtonElement>(null);
  const open = task.status === 'open';
  const dragging = useTaskDrag(button, task, open);
  return (
    <UnstyledButton
      ref={button}
      className={classes.task}
      title={task.title}
      data-task={task.id}
      data-done={!open || undefined}
      data-late={(open && Date.parse(task.dueAt ?? '') < Date.now()) || undefined}
      data-dragging={dragging || undefined}
      aria-describedby={open ? 'task-keys' : undefined}
      onClick={() => onOpen(task)}
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (!open || !event.shiftKey || step === undefined) return;
        event.preventDefault();
        onShift(task, step);
      }}
    >
      {task.title}
    </UnstyledButton>
  );
}
