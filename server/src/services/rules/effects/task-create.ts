import { Injectable } from '@nestjs/common';
import { TaskService } from '../../tasks.ts';
import type { Doing, EffectOf, EffectPerformer, Intent, Performed } from './performer.ts';

/** Makes a task on the run's record. */
@Injectable()
export class TaskCreation implements EffectPerformer<'task.create'> {
  constructor(private readonly tasks: TaskService) {}

  async perform({ tx, doer, run }: Doing, { kind: _, ...task }: EffectOf<'task.create'>): Promise<Performed> {
    const { recordId, entityType } = run;
    const made = await this.tasks.create(doer, { ...task, recordId, entityType }, tx);
    const { id, title, assigneeId, dueAt } = made;
    return { output: { id, title, assigneeId, dueAt } };
  }

  async intend({ tx, doer, run }: Doing, { kind: _, ...input }: EffectOf<'task.create'>): Promise<Intent | null> {
    // What holds its record writes it before the task is known.
    if (input.blocksStage) return null;
    const { recordId, entityType } = run;
    const task = await this.tasks.drafted(tx, doer, input, { id: recordId, entityType });
    const { id, title, assigneeId, dueAt } = task;
    return { writes: { task }, output: { id, title, assigneeId, dueAt: dueAt?.toISOString() ?? null } };
  }
}
