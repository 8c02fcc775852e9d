import type { Refusal } from '@etapa/shared/process/refusal';
import type { NewFailure } from '../../store/jobs.ts';
import type { Plan } from './plan.ts';
import type { FileRow } from './read-rows.ts';
import type { ReadRow, RowProblem } from './row.ts';

/** A problem at the column that goes to a field, or at the row where none does. */
export function problemAt(plan: Plan, row: FileRow, key: string, problem: string): RowProblem {
  const column = plan.columns.find(({ target }) =>
    target.kind === 'field' ? target.field.key === key : `$${target.system}` === key,
  );
  return column
    ? { column: column.header, value: (row.cells[column.index] ?? '').trim(), problem }
    : { problem: key === '' || key.startsWith('$') ? problem : `${key}: ${problem}` };
}

const SYSTEM_PATHS: { [path: string]: string } = {
  stage: '$stage',
  funnel: '$funnel',
  ownerId: '$owner',
  closedAt: '$closedAt',
};

export function problemsOf(
  plan: Plan,
  { row, problems, postponed }: ReadRow,
  { detail, errors = [] }: Refusal,
): RowProblem[] {
  if (errors.length === 0) return [{ problem: detail }];
  // A cell that could not be read leaves its field empty: one fault is enough.
  const told = new Set([...problems.map(({ column }) => column), ...postponed.map(({ column }) => column.header)]);
  return errors
    .map(({ path, message }) => {
      const [, room = '', key = ''] = path.split('/');
      return problemAt(plan, row, room === 'doc' ? key : (SYSTEM_PATHS[room] ?? ''), message);
    })
    .filter(({ column }) => column === undefined || !told.has(column));
}

/** One entry for each refused row: the first problem, with the others said after it. */
export function failureOf(row: FileRow, problems: RowProblem[]): NewFailure {
  const [first, ...others] = problems;
  const more = others.map(({ column, problem }) => (column === undefined ? problem : `${column}: ${problem}`));
  return {
    line: row.line,
    ...(first?.column === undefined ? {} : { column: first.column, value: first.value ?? '' }),
    problem: [first?.problem ?? 'The row was refused.', ...more].join(' '),
    row: row.cells,
  };
}
