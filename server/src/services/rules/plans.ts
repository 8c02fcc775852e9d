import type { JsonValue } from '@etapa/shared/fields/field';
import { asOf } from '@etapa/shared/rules/as-of';
import type { Plan } from '@etapa/shared/rules/effect';
import { outputsOf } from '@etapa/shared/rules/next';
import { planOf } from '@etapa/shared/rules/plan';
import type { RunContext } from '@etapa/shared/rules/planning';
import type { Step } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { RecordEventStore } from '../../store/record-events.ts';
import { RecordStore } from '../../store/records.ts';
import type { OpenRun } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RecordContexts } from '../records-context.ts';
import { pastEvent } from './past-event.ts';

/** What a step comes to, or why the run ends here without it. */
export type Planned = Plan | { skip: string };

/** Loads what a step may ask for and lets the core plan it. */
@Injectable()
export class RulePlans {
  constructor(
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordStore,
    private readonly past: RecordEventStore,
    private readonly contexts: RecordContexts,
  ) {}

  /** @param scene of `scenes`, where several are planned */
  async plan(tx: Transaction, run: OpenRun, step: Step, scene?: RunScene): Promise<Planned> {
    const catalogue = await this.catalogue.now();
    const definition = catalogue.definition(run.entityType);
    if (!definition) return { skip: 'The entity type is in the trash.' };
    const { record, before } = scene ?? (await this.sceneOf(tx, run));
    // A rule about deletions works on what was deleted.
    if (record.deletedAt !== null && eventOf(run)?.kind !== 'record.deleted') {
      return { skip: 'The record is in the trash.' };
    }
    const given = run.steps.map(({ path, output }) => [path, (output ?? null) as JsonValue] as const);
    return planOf(
      run.rule,
      step,
      {
        definition,
        typeOf: (key) => catalogue.definition(key),
        record,
        before,
        trigger: (run.context.trigger ?? null) as JsonValue,
        steps: outputsOf(run.rule, new Map(given)),
        actor: await this.actorOf(tx, run),
        now: this.clock.now().toISOString(),
        organization: await this.contexts.settings(),
        url: this.contexts.urlOf(run.entityType, record.id),
        locale: 'en',
      },
      (ids) => this.records.linked(tx, ids),
    );
  }

  /** Whoever set the run off, by name where the rule may ask for it. */
  private async actorOf(tx: Transaction, run: OpenRun): Promise<RunContext['actor']> {
    const actor = eventOf(run)?.actor ?? { kind: 'system', id: 'rules' };
    if (actor.kind !== 'user' || !JSON.stringify(run.rule.steps).includes('actor')) return actor;
    const [user] = await this.records.users(tx, [actor.id]);
    return user ? { ...actor, name: user.name } : actor;
  }

  /** What runs work on, each on another record. */
  async scenes(tx: Transaction, runs: OpenRun[]): Promise<Map<OpenRun, RunScene>> {
    const places = runs.map((run) => ({ run, at: placeOf(run) }));
    const pasts = await this.past.around(
      tx,
      places.map(({ at }) => at),
    );
    return new Map(
      places.map(({ run, at }) => {
        const record = pasts.records.get(run.recordId);
        if (!record) throw new Error('A run has outlived its record.');
        return [run, { record, ...(eventOf(run) ? { before: asOf(record, pasts.since(at).map(pastEvent)) } : {}) }];
      }),
    );
  }

  private async sceneOf(tx: Transaction, run: OpenRun): Promise<RunScene> {
    const scene = (await this.scenes(tx, [run])).get(run);
    if (!scene) throw new Error('A run has no scene.');
    return scene;
  }
}

/** The record as it is, and as it was before the event that set the run off; time alone has no before. */
export type RunScene = Pick<RunContext, 'record' | 'before'>;

const placeOf = (run: OpenRun) => ({
  recordId: run.recordId,
  recordVersion: eventOf(run)?.version ?? null,
  seq: run.eventSeq,
});

interface RunEvent {
  kind?: string;
  version?: number | null;
  actor?: { kind: string; id: string };
}

/** What set the run off; undefined where time did. */
const eventOf = (run: OpenRun): RunEvent | undefined => run.context.event as RunEvent | undefined;
