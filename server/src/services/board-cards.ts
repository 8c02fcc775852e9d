import type { RecordView } from '@etapa/shared/api/records';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { BoardTaskStore } from '../store/board-tasks.ts';
import { Database } from '../store/database.ts';
import type { TypeAccess } from './access.ts';
import { RecordPresenter } from './records-present.ts';

/** Records as cards: what callers get of them, and what is to be done next on each. */
@Injectable()
export class BoardCards {
  constructor(
    private readonly database: Database,
    private readonly presenter: RecordPresenter,
    private readonly tasks: BoardTaskStore,
  ) {}

  /** By id. */
  async present(records: RecordState[], access: TypeAccess): Promise<Map<string, RecordView>> {
    const [views, tasks] = await Promise.all([
      this.presenter.many(this.database, records, access),
      this.tasks.next(
        this.database,
        records.map(({ id }) => id),
      ),
    ]);
    return new Map(
      views.map((view) => {
        const nextTask = tasks.get(view.id);
        return [view.id, nextTask ? { ...view, nextTask } : view];
      }),
    );
  }
}
