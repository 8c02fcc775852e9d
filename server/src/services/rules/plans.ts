import type { LinkedRecord } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { asOf } from '@etapa/shared/rules/as-of';
import { failed, type Plan } from '@etapa/shared/rules/effect';
import { linksRead } from '@etapa/shared/rules/links';
import { planningOf } from '@etapa/shared/rules/planning';
import type { Step } from '@etapa/shared/rules/rule';
import { stepKindOf } from '@etapa/shared/rules/steps/kinds';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { RecordEventStore } from '../../store/record-events.ts';
import { RecordStore } from '../../store/records.ts';
import type { OpenRun } from '../../store/rule-runs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { RecordContexts } from '../records-context.ts';
import { pastEvent } from './past-event.ts';

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

  async plan(tx: Transaction, run: OpenRun, step: Step): Promise<Plan> {
    const kind = stepKindOf(step.kind);
    if (!kind) return failed(`This version of Etapa has no step "${step.kind}".`);
    const catalogue = await this.catalogue.now();
    const definition = catalogue.definition(run.entityType);
    if (!definition) return failed('The entity type is in the trash.');
    const found = await this.recordOf(tx, run);
    if (!found) return failed('The record is in the trash.');
    const { record, before } = found;
    const linked = new Map<string, LinkedRecord>();
    const ids = linksRead(run.rule, definition, record);
    if (ids.length > 0) for (const each of await this.records.linked(tx, ids)) linked.set(each.id, each);
    return kind.plan(
      step,
      planningOf({
        definition,
        typeOf: (key) => catalogue.definition(key),
        record,
        before,
        linked: (id) => linked.get(id),
        steps: Object.fromEntries(run.steps.map(({ id, output }) => [id, (output ?? null) as never])),
        actor: actorOf(run),
        now: this.clock.now().toISOString(),
        organization: await this.contexts.settings(),
        url: this.contexts.urlOf(run.entityType, record.id),
        locale: 'en',
      }),
    );
  }

  /** The record as it is, and as it was before the event that set the run off. */
  private async recordOf(
    tx: Transaction,
    run: OpenRun,
  ): Promise<{ record: RecordState; before: RecordState | null } | null> {
    const { recordId } = run;
    const { version = 1 } = eventOf(run);
    const at = { recordId, recordVersion: version, seq: 0 };
    const pasts = await this.past.around(tx, [at]);
    const record = pasts.records.get(recordId);
    if (!record || record.deletedAt !== null) return null;
    return { record, before: asOf(record, pasts.since(at).map(pastEvent)) };
  }
}

interface RunEvent {
  version?: number;
  actor?: { kind: string; id: string };
}

const eventOf = (run: OpenRun): RunEvent => (run.context.event ?? {}) as RunEvent;

const actorOf = (run: OpenRun) => eventOf(run).actor ?? { kind: 'system', id: 'rules' };
