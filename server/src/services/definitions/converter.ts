import type { Field } from '@etapa/shared/definition/entity-type';
import { placeUnder } from '@etapa/shared/definition/stage-map';
import { bringUp } from '@etapa/shared/process/bring-up';
import type { BroughtUp, CommandContext, OrganizationSettings } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database, type Queryable } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { RecordStore } from '../../store/records.ts';
import { type DefinitionHistory, DefinitionPlans } from './plans.ts';

export interface ConvertOptions {
  /** What computed fields are computed with; absent: they stay as they are. */
  command?: CommandContext;
  /** The card stays in its stage, though that be gone: it is about to be moved. */
  stays?: boolean;
  /** Unique fields whose new value another record holds already. */
  taken?: ReadonlySet<string>;
}

/** Brings one of the records it was made for up; null for one that is right as it is. */
export type Convert = (record: RecordState, options?: ConvertOptions) => BroughtUp | null;

/** Brings records of earlier definitions up to the present one. */
@Injectable()
export class RecordConverter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly plans: DefinitionPlans,
    private readonly records: RecordStore,
  ) {}

  /** What brings these records up; null when all are right as they are, which most always are. */
  async forRecords(
    db: Queryable,
    type: PublishedType,
    records: readonly RecordState[],
    organization: OrganizationSettings,
  ): Promise<Convert | null> {
    const outdated = records.filter((record) => record.definitionVersion < type.version);
    if (outdated.length === 0) return null;
    const history = await this.plans.history(type);
    return this.along(db, history, type.version, outdated, organization);
  }

  /** The same, towards any definition. */
  async along(
    db: Queryable,
    history: DefinitionHistory,
    version: number,
    records: readonly RecordState[],
    organization: OrganizationSettings,
  ): Promise<Convert | null> {
    const concerned = records.filter(({ definitionVersion }) => history.from(definitionVersion) !== null);
    if (concerned.length === 0) return null;
    const names = await this.names(db, history, concerned);
    const now = this.clock.now().toISOString();
    return (record, { command, stays, taken } = {}) => {
      const upbringing = record.definitionVersion < version ? history.from(record.definitionVersion) : null;
      if (!upbringing) return null;
      const { plan, maps } = upbringing;
      const place = stays ? record : placeUnder(plan.from, plan.to, maps, record);
      return bringUp(plan, record, {
        now,
        definitionVersion: version,
        organization,
        nameOf: (id) => names.get(id),
        place: { funnel: place.funnel, stage: place.stage },
        fieldOf: (earlier, key) => history.fieldOf(earlier, key),
        taken,
        ...(command ? { command } : {}),
      });
    };
  }

  /** Records as they read under the published definition, whether or not they have been brought up already. */
  async readable(
    type: PublishedType,
    records: RecordState[],
    organization: () => Promise<OrganizationSettings>,
  ): Promise<RecordState[]> {
    if (!records.some(({ definitionVersion }) => definitionVersion < type.version)) return records;
    const convert = await this.forRecords(this.database, type, records, await organization());
    if (!convert) return records;
    return records.map((record) => {
      const brought = convert(record);
      // What a person reads has the version that they change it by.
      return brought ? { ...brought.record, version: record.version, updatedAt: record.updatedAt } : record;
    });
  }

  /** Names of the people and records that become text. */
  private async names(
    db: Queryable,
    history: DefinitionHistory,
    records: readonly RecordState[],
  ): Promise<ReadonlyMap<string, string>> {
    const people = new Set<string>();
    const linked = new Set<string>();
    for (const { doc, definitionVersion } of records) {
      for (const { from, to } of history.from(definitionVersion)?.plan.fields ?? []) {
        const ids = to && becomesText(from, to) ? idsIn(doc[from.key]) : [];
        for (const id of ids) (from.kind === 'user' || from.kind === 'users' ? people : linked).add(id);
      }
    }
    const names = new Map<string, string>();
    if (people.size > 0) for (const { id, name } of await this.records.users(db, [...people])) names.set(id, name);
    if (linked.size > 0) for (const { id, title } of await this.records.linked(db, [...linked])) names.set(id, title);
    return names;
  }
}

const NAMED = new Set(['user', 'users', 'link', 'links']);

const becomesText = (from: Field, to: Field): boolean =>
  NAMED.has(from.kind) && from.kind !== to.kind && !NAMED.has(to.kind);

function idsIn(value: RecordState['doc'][string] | undefined): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === 'string');
}
