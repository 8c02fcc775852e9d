import type { Dataset } from '../reports/query.ts';
import type { Behind } from './behind.ts';

/** Figures of the funnel report that count visits or tasks and not records. */
const ROWS_OF: { [figure: string]: Dataset } = {
  timed: 'stageVisits',
  overNorm: 'stageVisits',
  tasksDone: 'tasks',
  tasksLate: 'tasks',
  tasksOpen: 'tasks',
  tasksOverdue: 'tasks',
};

/** Rows that a figure may count instead of records: visits, tasks, events, contacts. Null where it counts records. */
export function rowsOf(behind: Behind): Exclude<Dataset, 'records'> | null {
  const dataset = datasetOf(behind);
  return dataset === undefined || dataset === 'records' ? null : dataset;
}

function datasetOf(behind: Behind): Dataset | undefined {
  if (behind.report === 'query') return behind.dataset;
  if (behind.report === 'funnel') return ROWS_OF[behind.figure];
  // A stage of the flow and a step of it are told by visits; a whole way is a record's.
  return behind.report === 'flow' && (behind.stage || behind.edge) && !behind.path ? 'stageVisits' : undefined;
}
