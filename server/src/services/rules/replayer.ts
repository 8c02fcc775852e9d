import type { ReplaySample } from '@etapa/shared/api/rules';
import type { RecordState } from '@etapa/shared/process/record';
import { linksRead } from '@etapa/shared/rules/links';
import { type MomentFinder, momentFinder } from '@etapa/shared/rules/moments';
import type { Rule } from '@etapa/shared/rules/rule';
import { keysOf } from '@etapa/shared/rules/triggers/kind';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { type ReplayedPart, RuleReplayStore } from '../../store/rule-replays.ts';
import { TypeAccess } from '../access.ts';
import { CallerService } from '../callers.ts';
import { JobLeases, type Lease } from '../jobs-lease.ts';
import { RecordContexts } from '../records-context.ts';
import { RuleRehearsal } from './rehearse.ts';
import type { ReplayInput } from './replay.ts';
import { type Firing, RulePast } from './replay-past.ts';
import { withoutValues } from './trial.ts';
import { RuleValuesSeen } from './values-seen.ts';

/** Records that are looked at together. */
const BATCH = 250;
/** Firings that are shown with what each step would have done: the latest. */
const SHOWN = 20;

/** How far a replay has come, and what it has found: enough for another worker to go on. */
interface Found {
  /** Id of the last record that was looked at. */
  after: string | null;
  fired: number;
  records: number;
  /** Events of imports that rules were not to see. */
  silent: number;
  latest: { recordId: string; at: string; eventId: string | null }[];
}

const NOTHING: Found = { after: null, fired: 0, records: 0, silent: 0, latest: [] };

/** One replay in hand. */
interface Replay {
  lease: Lease;
  rule: Rule;
  access: TypeAccess;
  part: ReplayedPart;
  period: { from: number; to: number };
  /** Null for a rule that events set off. */
  find: MomentFinder | null;
}

/** Runs rules against the recorded past, without effects. */
@Injectable()
export class RuleReplayer {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly store: RuleReplayStore,
    private readonly past: RulePast,
    private readonly contexts: RecordContexts,
    private readonly callers: CallerService,
    private readonly leases: JobLeases,
    private readonly rehearsal: RuleRehearsal,
    private readonly seen: RuleValuesSeen,
  ) {}

  /**
   * Works on a replay until it ends, is cancelled, or the process is to stop.
   * @param signal aborted when the process is to stop: another worker goes on where this one was
   */
  async perform(jobId: string, signal: AbortSignal): Promise<void> {
    await this.leases.work(
      jobId,
      async (lease) => {
        const replay = await this.begin(lease);
        if (replay) return this.work(replay, signal);
        await this.end(lease, { status: 'failed', error: 'The type, or whoever asked for this, is gone.' });
        return true;
      },
      async (lease, error) => {
        await this.end(lease, { status: 'failed', error: 'An unexpected fault; the log of the server has it.' });
        throw error;
      },
    );
  }

  private async begin(lease: Lease): Promise<Replay | null> {
    const { entityType, userId, rule, from, to } = lease.job.input as unknown as ReplayInput;
    const caller = await this.callers.byUser(userId);
    const catalogue = await this.catalogue.refresh();
    const type = catalogue.get(entityType);
    if (!caller || !type) return null;
    const access = new TypeAccess(caller, type, catalogue, to);
    const organization = await this.contexts.settings();
    const period = { from: Date.parse(from), to: Date.parse(to) };
    const find = momentFinder(rule.trigger, type.definition, period, organization);
    const events = find ? null : { from: new Date(from), to: new Date(to) };
    return { lease, rule, access, part: { entityType, where: access.where('read'), events }, period, find };
  }

  /** @returns false when it was stopped before the end */
  private async work(replay: Replay, signal: AbortSignal): Promise<boolean> {
    const { lease, part } = replay;
    const total = await this.store.count(this.database, part);
    let found: Found = { ...NOTHING, ...(lease.job.progress as Partial<Found>) };
    for (let more = true; more; ) {
      if (signal.aborted) return false;
      const records = await this.store.records(this.database, part, found.after, BATCH);
      const looked = await this.look(replay, records);
      found = added(found, records, looked.firings, looked.silent);
      const progress = { ...found } as unknown as { [name: string]: unknown };
      // What happens while it is counted may make it more.
      const done = Math.min(lease.job.done + looked.seen, total);
      await lease.prolong(this.database, { progress, done, total });
      more = records.length === BATCH;
    }
    await lease.prolong(this.database, { done: total, total });
    const sample = await this.sample(replay, found);
    const { fired, records, silent } = found;
    await this.end(lease, { status: 'done', result: { wouldHaveFired: fired, records, silent, sample } });
    return true;
  }

  private async look({ rule, access, period, find }: Replay, records: RecordState[]) {
    const { type } = access;
    if (!find) return this.past.onEvents(rule, type, records, period);
    const stages = rule.trigger.kind === 'stage.idle' ? (keysOf(rule.trigger, 'stages') ?? []) : [];
    const ids = records.map(({ id }) => id);
    const visits = stages.length > 0 ? await this.store.visits(this.database, ids, stages) : new Map();
    return this.past.onTime(rule, type, records, find, visits);
  }

  /** The latest firings, with what each step would have done. */
  private async sample({ rule, access }: Replay, { latest }: Found): Promise<ReplaySample[]> {
    const sample: ReplaySample[] = [];
    for (const { recordId, at, eventId } of latest) {
      const scene = await this.past.sceneOf(rule, access.type, recordId, at, eventId);
      if (!scene) continue;
      const linked = linksRead(rule, access.type.definition, scene.record);
      const seen = await this.seen.of(access, scene.record, linked);
      const steps = await this.rehearsal.rehearse(scene);
      const { number, title } = scene.record;
      sample.push({
        recordId,
        number,
        title: seen.mayRead('$title') ? title : `#${number}`,
        at,
        steps: seen.all ? steps : steps.map(withoutValues),
      });
    }
    return sample;
  }

  private async end(lease: Lease, end: { status: 'done' | 'failed'; result?: object; error?: string }): Promise<void> {
    await this.database.transaction((tx) => this.leases.finish(tx, lease, end));
  }
}

function added(found: Found, records: RecordState[], firings: Firing[], silent: number): Found {
  const latest = [...found.latest, ...firings.map(({ recordId, at, eventId }) => ({ recordId, at, eventId }))];
  return {
    after: records.at(-1)?.id ?? found.after,
    fired: found.fired + firings.length,
    records: found.records + new Set(firings.map(({ recordId }) => recordId)).size,
    silent: found.silent + silent,
    latest: latest.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, SHOWN),
  };
}
