import { setImmediate } from 'node:timers/promises';
import { stageOf } from '@etapa/shared/definition/stage';
import type { Command, CommandContext, Outcome } from '@etapa/shared/process/command';
import { decide } from '@etapa/shared/process/decide';
import type { RecordState } from '@etapa/shared/process/record';
import type { Refusal, Result } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import type { BulkDone } from '../../store/bulk.ts';
import { type PublishedType, sequenceOf } from '../../store/entity-types.ts';
import { newId } from '../../store/ids.ts';
import type { NewFailure } from '../../store/jobs.ts';
import { RecordStore } from '../../store/records.ts';
import { topRank } from '../../store/records-rank.ts';
import type { Transaction } from '../../store/transaction.ts';
import { NOT_TAKEN_IN } from '../access.ts';
import { RecordContexts } from '../records-context.ts';
import { ACTIONS } from '../records-decide.ts';
import { needsNumber } from '../records-number.ts';
import { changedParts } from './parts.ts';
import { type BulkRun, type DecidedBatch, type Intention, NOTHING_DONE, type Wish } from './run.ts';

/** Records decided on without a pause. */
const BREATH = 25;
const HIDDEN = 'There is no such record.';
const FORBIDDEN = 'Your roles do not allow this for this record.';

/** Asks the core about each record of a batch, with what the person may do to it. */
@Injectable()
export class BulkDecisions {
  constructor(
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
  ) {}

  /** @param tx nothing has been written in it yet, so that a record's events keep their order */
  async decide(tx: Transaction, run: BulkRun, intentions: Intention[]): Promise<DecidedBatch> {
    const batch: DecidedBatch = { changes: [], done: [], failures: [], tally: { ...NOTHING_DONE } };
    const wishes: Wish[] = [];
    for (const intention of intentions) {
      if ('commands' in intention) wishes.push(intention);
      else if ('problem' in intention) fail(batch, { id: intention.item.recordId, problem: intention.problem });
      else batch.tally.unchanged++;
    }
    for (const type of new Set(wishes.map((wish) => wish.type))) {
      await this.decideType(
        tx,
        run,
        wishes.filter((wish) => wish.type === type),
        batch,
      );
    }
    return batch;
  }

  private async decideType(tx: Transaction, run: BulkRun, wishes: Wish[], batch: DecidedBatch): Promise<void> {
    const [first] = wishes;
    if (!first) return;
    const { type, access } = first;
    const rights = await this.rights(tx, wishes);
    await access.learn(
      tx,
      this.records,
      wishes.flatMap(({ held }) => held?.record ?? []),
    );
    const asked = wishes.flatMap(({ held, commands }) =>
      commands.map((command) => ({ type, record: held?.record ?? null, command })),
    );
    const { context } = await this.contexts.prepare(tx, run.doer, asked);
    const limits = await this.limits(tx, wishes);
    const numbers = await this.numbers(tx, wishes);
    for (const [index, wish] of wishes.entries()) {
      if (index % BREATH === 0) await setImmediate();
      const problem = rights(wish);
      if (problem !== null) {
        fail(batch, { id: wish.item.recordId, problem });
        continue;
      }
      const fields = wish.own ? undefined : wish.held ? access.fields(wish.held.record) : access.everywhere();
      const decided = perform(wish, {
        ...context,
        ...(fields && fields.write !== 'all' ? { fieldAccess: fields } : {}),
        ...(wish.held && wish.held.tasks.length > 0 ? { holds: wish.held.tasks } : {}),
        ...(limits ? { stageCount: limits.count } : {}),
        ...(wish.held ? {} : { id: newId(), number: numbers.shift() }),
      });
      if (!decided.ok) fail(batch, failureOf(wish, decided.refusal));
      else if (!wish.held && !access.mayCreate(decided.value.next, context.linked)) {
        fail(batch, { id: wish.item.recordId, problem: NOT_TAKEN_IN });
      } else this.take(wish, decided.value, batch, limits);
    }
  }

  private take(wish: Wish, { next, events, visit }: Outcome, batch: DecidedBatch, limits: Limits | null): void {
    const before = wish.held?.record ?? null;
    if (before && next === before) {
      batch.tally.unchanged++;
      return;
    }
    limits?.moved(before, next);
    const stamp = visit ? wish.held?.stamp : undefined;
    batch.changes.push({ type: wish.type, change: { before, next, events, visit, stamp }, next });
    if (before) batch.tally.changed++;
    else batch.tally.made++;
    batch.done.push(doneOf(wish, before, next));
  }

  /** Which records the person may see and act on. @returns why not, or null */
  private async rights(tx: Transaction, wishes: Wish[]): Promise<(wish: Wish) => string | null> {
    const [first] = wishes;
    const asked = wishes.filter(({ held, own }) => held && !own);
    const ids = asked.map(({ held }) => held?.record.id ?? '');
    if (!first || ids.length === 0) return () => null;
    const { access, type } = first;
    const among = async (action: Parameters<typeof access.where>[0]) => {
      const where = access.where(action);
      return where && new Set(await this.records.visible(tx, type.key, ids, where));
    };
    const seen = await among('read');
    const allowed = new Map<string, ReadonlySet<string> | null>();
    for (const action of new Set(asked.flatMap(({ commands }) => commands.map(({ kind }) => ACTIONS[kind])))) {
      allowed.set(action, await among(action));
    }
    return ({ held, own, commands }) => {
      if (!held || own) return null;
      const { id } = held.record;
      if (seen && !seen.has(id)) return HIDDEN;
      return commands.every(({ kind }) => allowed.get(ACTIONS[kind])?.has(id) ?? true) ? null : FORBIDDEN;
    };
  }

  /** How full stages with a limit are, held fast until the transaction ends. */
  private async limits(tx: Transaction, wishes: Wish[]): Promise<Limits | null> {
    const places = new Map<string, { funnel: string; stage: string }>();
    for (const { type, held, commands } of wishes) {
      for (const place of commands.flatMap((command) => enteredBy(type, held?.record ?? null, command))) {
        if (place.stage.limit === undefined) continue;
        const { funnel, stage } = place;
        places.set(`${funnel.key} ${stage.key}`, { funnel: funnel.key, stage: stage.key });
      }
    }
    if (places.size === 0) return null;
    const counts = new Map<string, number>();
    // In one order everywhere: two jobs that wait for each other's stages would wait for ever.
    for (const [name, { funnel, stage }] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
      counts.set(name, await this.records.countForEntry(tx, wishes[0]?.type.key ?? '', funnel, stage));
    }
    return new Limits(counts);
  }

  private async numbers(tx: Transaction, wishes: Wish[]): Promise<(number | undefined)[]> {
    const made = wishes.filter(({ held }) => held === null);
    const [first] = made;
    if (!first || !needsNumber(first.type.definition)) return made.map(() => undefined);
    return this.records.takeNumbers(tx, sequenceOf(first.type.id), made.length);
  }
}

/** Counts who comes and goes within a batch, so that the limit holds for all of it. */
class Limits {
  constructor(private readonly counts: Map<string, number>) {}

  readonly count = (funnel: string, stage: string): number => this.counts.get(`${funnel} ${stage}`) ?? 0;

  moved(before: RecordState | null, next: RecordState): void {
    this.add(before, -1);
    this.add(next, 1);
  }

  private add(record: RecordState | null, by: number): void {
    if (!record || record.deletedAt !== null) return;
    const name = `${record.funnel} ${record.stage}`;
    const count = this.counts.get(name);
    if (count !== undefined) this.counts.set(name, count + by);
  }
}

/** The stage that a command brings a card into. */
function enteredBy({ definition }: PublishedType, record: RecordState | null, command: Command) {
  if (command.kind !== 'move' && command.kind !== 'create') return [];
  const own = command.kind === 'move' ? (record?.funnel ?? null) : null;
  const funnels = (definition.funnels ?? []).filter(({ key }) => key === (command.funnel ?? own ?? key));
  const found = funnels.flatMap((funnel) => stageOf(definition, funnel.key, command.stage ?? null) ?? []);
  return command.stage === undefined
    ? funnels.flatMap((funnel) =>
        funnel.stages.filter(({ limit }) => limit !== undefined).map((stage) => ({ funnel, stage })),
      )
    : found;
}

/** All of a wish's commands, one on what the other left. */
function perform({ type, held, commands }: Wish, context: CommandContext): Result<Outcome> {
  let record = held?.record ?? null;
  const whole: Pick<Outcome, 'events' | 'visit'> = { events: [] };
  for (const command of commands) {
    const decided = decide(type.definition, record, command, { ...context, rank: topRank() });
    if (!decided.ok) return decided;
    const { next, events, visit } = decided.value;
    record = next;
    whole.events = [...whole.events, ...events];
    whole.visit ??= visit;
  }
  if (!record) throw new Error('A wish without commands has no outcome.');
  return { ok: true, value: { next: record, ...whole } };
}

/** What changed, as far as it can be taken back. */
function doneOf({ item }: Wish, before: RecordState | null, next: RecordState): BulkDone {
  const { ordinal } = item;
  if (!before) return { ordinal, madeId: next.id, before: null, after: null };
  const { before: had, after } = changedParts(before, next);
  return { ordinal, madeId: null, before: had, after };
}

function fail(batch: DecidedBatch, failure: NewFailure): void {
  batch.failures.push(failure);
  batch.tally.failed++;
}

/** Why a record was left as it is, with the first field that is to blame. */
export function failureOf({ item }: Pick<Wish, 'item'>, { detail, errors = [] }: Refusal): NewFailure {
  const [first] = errors;
  const [, room, key] = first?.path.split('/') ?? [];
  const named = errors.map(({ path, message }) => {
    const [, where, field = ''] = path.split('/');
    return where === 'doc' ? `${field}: ${message}` : message;
  });
  return {
    id: item.recordId,
    ...(room === 'doc' && key ? { column: key } : {}),
    problem: named.length > 0 ? named.join(' ') : detail,
  };
}
