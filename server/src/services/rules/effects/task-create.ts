import { Injectable } from '@nestjs/common';
import { TaskService } from '../../tasks.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

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
}
