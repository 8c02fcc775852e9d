import { setImmediate } from 'node:timers/promises';
import { stageOf } from '@etapa/shared/definition/stage';
import type { Command, CommandContext, Outcome } from '@etapa/shared/process/command';
import { decide } from '@etapa/shared/process/decide';
import { missingForStage } from '@etapa/shared/process/missing';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { sequenceOf } from '../../store/entity-types.ts';
import { newId } from '../../store/ids.ts';
import { RecordStore } from '../../store/records.ts';
import { topRank } from '../../store/records-rank.ts';
import type { RecordChange } from '../../store/records-write.ts';
import { NOT_TAKEN_IN } from '../access.ts';
import { RecordContexts } from '../records-context.ts';
import { needsNumber } from '../records-number.ts';
import type { Batch } from './batches.ts';
import { ImportLookalikes } from './lookalikes.ts';
import { ImportMatches } from './matches.ts';
import { lookupKey } from './names.ts';
import { ImportNewcomers, isPerson, lookupOf } from './newcomers.ts';
import { folded } from './plan.ts';
import { MOST_SHOWN } from './preview.ts';
import { failureOf, problemAt, problemsOf } from './problems.ts';
import { type Reading, type ReadRow, type Resolve, type RowProblem, readRow } from './row.ts';
import type { Alike, DuplicateRow, ImportRun, Matched, Newcomers, Prepared } from './run.ts';
import { ImportUniqueness } from './unique.ts';

/** Rows read, and decided on, without a pause. */
const BREATH = 10;

/** Decides what becomes of a batch of rows: the same core that every other change asks, and nothing written yet. */
@Injectable()
export class ImportPreparation {
  constructor(
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
    private readonly newcomers: ImportNewcomers,
    private readonly matches: ImportMatches,
    private readonly lookalikes: ImportLookalikes,
    private readonly uniqueness: ImportUniqueness,
  ) {}

  /** @param db where records are read: the transaction of an import that is kept all at once */
  async prepare(run: ImportRun, { rows, upcoming }: Batch, db: Queryable): Promise<Prepared> {
    const newcomers = await this.newcomers.find(run, rows, db);
    const reading = readingOf(run, await this.contexts.settings());
    const read: ReadRow[] = [];
    for (const row of rows) {
      // Others are served in between: a batch takes tenths of a second to decide on.
      if (read.length % BREATH === 0) await setImmediate();
      read.push(readRow(row, reading));
    }
    const marks = new Set<string>();
    const found = await this.matches.find(run, read, { marks, upcoming, reading }, db);
    const matched = await this.lookalikes.find(run, read, { matched: found, marks }, db);
    const context = await this.context(run, read, matched, newcomers, db);
    const numbers = await this.numbers(run, read, matched, db);
    const prepared: Prepared = {
      created: [],
      changed: [],
      kept: [],
      newcomers,
      failures: [],
      postponed: [],
      skipped: 0,
      unchanged: 0,
      duplicates: [],
      brought: [],
      marks,
      highestNumber: 0,
    };
    const decided: { row: ReadRow; change: RecordChange }[] = [];
    for (const [index, row] of read.entries()) {
      if (index % BREATH === 0) await setImmediate();
      const match = matched[index] as Matched;
      if ('like' in match && match.like) prepared.duplicates.push(duplicateOf(run, row, match.like));
      if (isSkipped(run, match)) {
        prepared.skipped++;
        continue;
      }
      const change = decideRow(run, row, match, { ...context, number: row.number ?? numbers[index] }, index);
      if ('problems' in change) prepared.failures.push(failureOf(row.row, change.problems));
      else if (change.next === change.before) prepared.unchanged++;
      else decided.push({ row, change });
    }
    await this.uniqueness.keep(run, decided, prepared, db);
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
    return newcomers.known(run, context);
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
}

/** Whether a row is left out, as the mapping says of rows that match a record or look like one. */
function isSkipped({ plan }: ImportRun, match: Matched): boolean {
  if (match.kind === 'existing' && !match.like) return plan.match?.then === 'skip';
  return match.kind !== 'problem' && match.like !== undefined && plan.duplicates === 'skip';
}

function duplicateOf({ access }: ImportRun, { row }: ReadRow, { record, reasons }: Alike): DuplicateRow {
  const title = access.readsTitles() ? record.title : `#${record.number}`;
  return { line: row.line, record: { id: record.id, number: record.number, title }, reasons };
}

/**
 * What rows of an import are read by, once `ImportNewcomers` has looked up what names in cells stand for.
 *
 * @param settings of the organization: the zone of times written without one, the country of telephone numbers
 */
export const readingOf = (
  run: ImportRun,
  { timeZone, defaultCountry }: Pick<Reading, 'timeZone' | 'defaultCountry'>,
): Reading => ({
  plan: run.plan,
  definition: run.type.definition,
  timeZone,
  defaultCountry,
  resolve: run.dry ? noting(run, found(run)) : found(run),
  parsed: run.parsed,
});

function found(run: ImportRun): Resolve {
  return (column, text) => {
    const { target } = column;
    if (isPerson(column)) return run.people.get(text) ?? { problem: `There is no person "${text}".` };
    if (target.kind !== 'field' || !target.by) return { problem: `"${text}" is not known.` };
    const known = lookupOf(run, target.by).names.get(text);
    if (known) return known;
    return run.coming.get(lookupKey(target.by))?.has(folded(text)) ? 'later' : { problem: `"${text}" is not known.` };
  };
}

/** Notes what the file calls those that the rows to be shown name. */
function noting({ named, firsts }: ImportRun, resolve: Resolve): Resolve {
  return (column, text) => {
    const known = resolve(column, text);
    if (firsts.length < MOST_SHOWN && known !== 'later' && 'id' in known) named.set(known.id, text);
    return known;
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
  if (!before && !run.access.mayCreate(next, context.linked)) return { problems: [{ problem: NOT_TAKEN_IN }] };
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
