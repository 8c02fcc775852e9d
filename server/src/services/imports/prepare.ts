import { createHash } from 'node:crypto';
import type { Field } from '@etapa/shared/definition/entity-type';
import { stageOf } from '@etapa/shared/definition/stage';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { Command, CommandContext, Outcome } from '@etapa/shared/process/command';
import { decide } from '@etapa/shared/process/decide';
import { missingForStage } from '@etapa/shared/process/missing';
import type { RecordState } from '@etapa/shared/process/record';
import type { Refusal } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { sequenceOf } from '../../store/entity-types.ts';
import { newId } from '../../store/ids.ts';
import { ImportNameStore } from '../../store/imports-names.ts';
import { RecordStore } from '../../store/records.ts';
import { topRank } from '../../store/records-rank.ts';
import type { RecordChange } from '../../store/records-write.ts';
import { RecordContexts } from '../records-context.ts';
import { needsNumber } from '../records-number.ts';
import { ImportMatches } from './matches.ts';
import { lookupKey } from './names.ts';
import { ImportNewcomers, isPerson, lookupOf } from './newcomers.ts';
import { folded, type Plan } from './plan.ts';
import type { FileRow } from './read-rows.ts';
import { type ReadRow, type Resolve, type RowProblem, readRow } from './row.ts';
import type { ImportRun, Matched, Newcomers, Prepared } from './run.ts';

/** Decides what becomes of a batch of rows: the same core that every other change asks, and nothing written yet. */
@Injectable()
export class ImportPreparation {
  constructor(
    private readonly names: ImportNameStore,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
    private readonly newcomers: ImportNewcomers,
    private readonly matches: ImportMatches,
  ) {}

  /** @param db where records are read: the transaction of an import that is kept all at once */
  async prepare(run: ImportRun, rows: FileRow[], db: Queryable): Promise<Prepared> {
    const newcomers = await this.newcomers.find(run, rows, db);
    const { timeZone } = await this.contexts.settings();
    const reading = { plan: run.plan, definition: run.type.definition, timeZone, resolve: resolver(run) };
    const read = rows.map((row) => readRow(row, reading));
    const matched = await this.matches.find(run, read, db);
    const context = await this.context(run, read, matched, newcomers, db);
    const numbers = await this.numbers(run, read, matched, db);
    const prepared: Prepared = {
      created: [],
      changed: [],
      newcomers,
      failures: [],
      postponed: [],
      skipped: 0,
      unchanged: 0,
      brought: [],
      highestNumber: 0,
    };
    const decided: { row: ReadRow; change: RecordChange }[] = [];
    read.forEach((row, index) => {
      const match = matched[index] as Matched;
      if (match.kind === 'existing' && run.plan.match?.then === 'skip') {
        prepared.skipped++;
        return;
      }
      const change = decideRow(run, row, match, { ...context, number: row.number ?? numbers[index] }, index);
      if ('problems' in change) prepared.failures.push(failureOf(row.row, change.problems));
      else if (change.next === change.before) prepared.unchanged++;
      else decided.push({ row, change });
    });
    await this.keepUnique(run, decided, prepared, db);
    return prepared;
  }

  private async context(
    run: ImportRun,
    read: ReadRow[],
    matched: Matched[],
    newcomers: Newcomers,
    db: Queryable,
  ): Promise<CommandContext> {
    const asked = read.map((row, index) => {
      const match = matched[index];
      const record = match?.kind === 'existing' ? match.record : null;
      return { type: run.type, record, command: commandOf(row) };
    });
    const fields = run.access.everywhere();
    const { context } = await this.contexts.prepare(db, run.doer, asked, fields.write === 'all' ? undefined : fields);
    const { linked, userExists } = context;
    return {
      ...context,
      linked: (id) => newcomers.linked(id) ?? run.imagined.get(id) ?? linked(id),
      userExists: (id) => newcomers.people.has(id) || run.imaginedPeople.has(id) || userExists?.(id) !== false,
    };
  }

  /** Numbers of the new rows, where the core must know them; imagined ones in a dry run. */
  private async numbers(
    run: ImportRun,
    read: ReadRow[],
    matched: Matched[],
    db: Queryable,
  ): Promise<(number | undefined)[]> {
    if (!needsNumber(run.type.definition)) return [];
    const wanted = read.map((row, index) => matched[index]?.kind === 'new' && row.number === undefined);
    const count = wanted.filter(Boolean).length;
    const taken = run.dry
      ? Array.from({ length: count }, (_, index) => index + 1)
      : await this.records.takeNumbers(db, sequenceOf(run.type.id), count);
    let next = 0;
    return wanted.map((each) => (each ? taken[next++] : undefined));
  }

  /** Lets pass what takes no unique value that a record, or an earlier row, has. */
  private async keepUnique(
    run: ImportRun,
    decided: { row: ReadRow; change: RecordChange }[],
    prepared: Prepared,
    db: Queryable,
  ): Promise<void> {
    const { definition } = run.type;
    const unique = definition.fields.filter((field) => field.unique);
    const holders = new Map<string, { id: string; number: number; title: string }>();
    for (const field of unique) {
      const digests = decided.flatMap(({ change }) => digestOf(field, change.next) ?? []);
      if (digests.length === 0) continue;
      const rows = await this.names.holders(db, definition.key, field, digests);
      for (const { digest, ...holder } of rows) holders.set(`${field.key} ${digest}`, holder);
    }
    const numbered = decided.flatMap(({ row, change }) => (change.before ? [] : (row.number ?? [])));
    const taken = new Set(numbered.length > 0 ? await this.names.takenNumbers(db, definition.key, numbered) : []);
    const inBatch = new Map<string, number>();
    for (const { row, change } of decided) {
      const keys = unique.flatMap((field) => {
        const digest = digestOf(field, change.next);
        return digest === undefined ? [] : [{ field, key: `${field.key} ${digest}` }];
      });
      const problems: RowProblem[] = keys.flatMap(({ field, key }) => {
        const holder = holders.get(key);
        const line = inBatch.get(key) ?? run.brought.get(key);
        const by =
          holder && holder.id !== change.next.id
            ? `#${holder.number} ${holder.title}`
            : line !== undefined
              ? `line ${line}`
              : undefined;
        return by === undefined ? [] : [problemAt(run.plan, row.row, field.key, `Already the value of ${by}.`)];
      });
      if (row.number !== undefined && change.before === null) {
        const line = inBatch.get(`# ${row.number}`) ?? run.brought.get(`# ${row.number}`);
        if (taken.has(row.number) || line !== undefined) {
          problems.push(problemAt(run.plan, row.row, '$number', `The number ${row.number} is taken.`));
        } else keys.push({ field: definition.fields[0] as Field, key: `# ${row.number}` });
      }
      if (problems.length > 0) {
        prepared.failures.push(failureOf(row.row, problems));
        continue;
      }
      for (const { key } of keys) inBatch.set(key, row.row.line);
      (change.before ? prepared.changed : prepared.created).push(change);
      if (change.before === null) prepared.highestNumber = Math.max(prepared.highestNumber, row.number ?? 0);
      for (const { column, text } of row.postponed) {
        prepared.postponed.push({ recordId: change.next.id, line: row.row.line, column, text, row: row.row.cells });
      }
    }
    prepared.failures.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    prepared.brought = [...inBatch];
  }
}

/** What names in cells stand for, once `ImportNewcomers` has looked them up. */
function resolver(run: ImportRun): Resolve {
  return (column, text) => {
    const { target } = column;
    if (isPerson(column)) return run.people.get(text) ?? { problem: `There is no person "${text}".` };
    if (target.kind !== 'field' || !target.by) return { problem: `"${text}" is not known.` };
    const known = lookupOf(run, target.by).names.get(text);
    if (known) return known;
    return run.coming.get(lookupKey(target.by))?.has(folded(text)) ? 'later' : { problem: `"${text}" is not known.` };
  };
}

function commandOf(row: ReadRow): Extract<Command, { kind: 'create' }> {
  // What is known to have been closed was there by then at the latest.
  const createdAt = row.createdAt ?? row.closedAt;
  const { doc, funnel, stage, ownerId, closedAt } = row;
  return {
    kind: 'create',
    doc,
    funnel,
    stage,
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}

function decideRow(
  run: ImportRun,
  row: ReadRow,
  match: Matched,
  context: CommandContext,
  index: number,
): RecordChange | { problems: RowProblem[] } {
  const { definition } = run.type;
  if (match.kind === 'problem') {
    const key = run.plan.match?.field.key ?? '';
    return { problems: [...row.problems, problemAt(run.plan, row.row, key, match.problem)] };
  }
  const before = match.kind === 'existing' ? match.record : null;
  const decided = before ? changeOf(row, before, context, run) : creation(row, context, run, index);
  if (!decided.ok) return { problems: [...row.problems, ...problemsOf(run.plan, row, decided.refusal)] };
  if (row.problems.length > 0) return { problems: row.problems };
  const { next, events, visit } = decided.value;
  const place = run.plan.strict ? stageOf(definition, next.funnel, next.stage) : undefined;
  const missing = place ? missingForStage(definition, place.stage, next) : [];
  if (missing.length > 0) {
    const problem = `"${place?.stage.key}" asks for this.`;
    return { problems: missing.map((key) => problemAt(run.plan, row.row, key, problem)) };
  }
  return { before, next, events, visit };
}

function creation(row: ReadRow, context: CommandContext, run: ImportRun, index: number) {
  const command = commandOf(row);
  const place = stageOf(run.type.definition, row.funnel ?? null, row.stage ?? null);
  const enteredAt = (place && place.stage.group !== 'open' ? command.closedAt : undefined) ?? command.createdAt;
  // Cards lie where they would have lain; those of one moment in the order of the file.
  const rank = topRank(Date.parse(enteredAt ?? context.now), -index);
  return decide(run.type.definition, null, command, { ...context, id: newId(), rank });
}

/** A matched record takes the row's values, its owner and its stage. */
function changeOf(row: ReadRow, record: RecordState, context: CommandContext, run: ImportRun) {
  const { doc, ownerId, stage, funnel } = row;
  const patch: Command = { kind: 'patch', doc, ...(ownerId === undefined ? {} : { ownerId }) };
  const patched = decide(run.type.definition, record, patch, context);
  if (!patched.ok || stage === undefined) return patched;
  const { next, events } = patched.value;
  if (next.stage === stage && (funnel ?? next.funnel) === next.funnel) return patched;
  const moved = decide(run.type.definition, next, { kind: 'move', stage, funnel }, { ...context, rank: topRank() });
  if (!moved.ok) return moved;
  const outcome: Outcome = { ...moved.value, events: [...events, ...moved.value.events] };
  return { ok: true as const, value: outcome };
}

/** What a unique index sees of a record's value; undefined where it has none. */
function digestOf(field: Field, record: RecordState): string | undefined {
  const value: JsonValue | undefined = record.doc[field.key];
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return createHash('md5')
    .update(field.kind === 'email' ? text.toLowerCase() : text)
    .digest('hex');
}

/** A problem at the column that goes to a field, or at the row where none does. */
function problemAt(plan: Plan, row: FileRow, key: string, problem: string): RowProblem {
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

function problemsOf(plan: Plan, { row, problems, postponed }: ReadRow, { detail, errors = [] }: Refusal): RowProblem[] {
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
export function failureOf(row: FileRow, problems: RowProblem[]) {
  const [first, ...others] = problems;
  const more = others.map(({ column, problem }) => (column === undefined ? problem : `${column}: ${problem}`));
  return {
    line: row.line,
    ...(first?.column === undefined ? {} : { column: first.column, value: first.value ?? '' }),
    problem: [first?.problem ?? 'The row was refused.', ...more].join(' '),
    row: row.cells,
  };
}
