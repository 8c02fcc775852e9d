import type { Caller } from '@etapa/shared/access/caller';
import type { Decisions, DraftEffect, PublishedNow, Reference } from '@etapa/shared/api/entity-types';
import { checkDefinition } from '@etapa/shared/definition/check';
import { difference } from '@etapa/shared/definition/difference';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { readStageMap, removedStages, type StageMap } from '@etapa/shared/definition/stage-map';
import { pointerToken } from '@etapa/shared/fields/fault';
import type { Fault } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { append } from '../../log/append.ts';
import { Queues } from '../../log/queues.ts';
import { Database } from '../../store/database.ts';
import { EntityTypeStore, type PublishedType } from '../../store/entity-types.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { AuditService, actorOf } from '../audit.ts';
import { refused, unwrap } from '../refusal-error.ts';
import { ConversionJobs } from './conversion-jobs.ts';
import { DraftService } from './drafts.ts';
import { DefinitionEffects, type LiveEffect } from './effects.ts';
import { DefinitionReferences } from './references.ts';

/** Puts drafts and earlier versions in the place of the published definition, while people work. */
@Injectable()
export class PublishService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly drafts: DraftService,
    private readonly store: EntityTypeStore,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly effects: DefinitionEffects,
    private readonly references: DefinitionReferences,
    private readonly jobs: ConversionJobs,
    private readonly queues: Queues,
    private readonly audit: AuditService,
  ) {}

  /** What publishing the draft would do. @throws RefusalError `not_found`, `forbidden` */
  async check(caller: Caller, key: string): Promise<DraftEffect> {
    const { type, draft } = await this.drafts.find(caller, key);
    const checked = await this.checked(caller, draft.definition);
    const effect = checked.ok ? await this.effects.of(type, checked.value, {}) : NO_EFFECT;
    return {
      revision: draft.revision,
      version: type.version,
      faults: checked.ok ? [] : checked.refusal.errors,
      changes: difference(type.definition, draft.definition),
      ...effect,
      references: checked.ok ? await this.references.broken(key, checked.value) : [],
    };
  }

  /**
   * Publishes the draft. Answers at once: records are brought up in the background, or when they are read or changed.
   *
   * @returns with the references that are broken now, whether that was accepted or goes without saying
   * @throws RefusalError `not_found`, `forbidden`; `invalid_definition`, `invalid_formula`, `invalid_condition` with
   *   every fault of the draft; `unconvertible` with everything that needs a decision; `conflict` when someone else
   *   published or changed the draft meanwhile, or nothing was changed
   */
  async publish(caller: Caller, key: string, decisions: Decisions): Promise<PublishedNow> {
    const { type, draft } = await this.drafts.find(caller, key);
    if (difference(type.definition, draft.definition).length === 0) {
      throw refused('conflict', 'The draft is as the published definition: there is nothing to publish.');
    }
    return this.replace(caller, type, draft.definition, decisions, { revision: draft.revision });
  }

  /** Publishes an earlier version as the next one. The draft stays what it was. @throws RefusalError as `publish` does */
  async restoreVersion(caller: Caller, key: string, version: number, decisions: Decisions): Promise<PublishedNow> {
    const { type } = await this.drafts.find(caller, key);
    const earlier = await this.store.findVersion(this.database, key, version);
    if (!earlier) throw refused('not_found', 'There is no such version.');
    if (difference(type.definition, earlier.definition).length === 0) {
      throw refused('conflict', 'The published definition is as that version: there is nothing to restore.');
    }
    return this.replace(caller, type, earlier.definition, decisions, { restored: version });
  }

  private async checked(caller: Caller, definition: EntityType) {
    const known = await this.catalogue.refresh();
    return checkDefinition(
      definition,
      (other) => known.definition(other),
      caller.allRoles.map((role) => role.key),
    );
  }

  private async replace(
    caller: Caller,
    type: PublishedType,
    document: EntityType,
    { stageMap: given = {}, onUnconvertible = 'refuse', accept }: Decisions,
    how: { revision?: number; restored?: number },
  ): Promise<PublishedNow> {
    const definition = unwrap(await this.checked(caller, document));
    const { map, faults } = readStageMap(type.definition, definition, given);
    const effect = await this.effects.of(type, definition, map);
    const broken = await this.references.broken(type.key, definition);
    // Who says what may break has looked at what would: anything else that would break came up since.
    const open = broken.filter((each) => (accept ? !accept.includes(each.id) : isGrave(each)));
    const undecided = [
      ...faults,
      ...stageFaults(type.definition, definition, effect, map),
      ...fieldFaults(definition, effect, onUnconvertible),
      ...open.map(referenceFault),
    ];
    if (undecided.length > 0) {
      const fields = effect.fields.filter(({ fails }) => fails > 0);
      const detail = 'Something would not fit any more: decide what becomes of it.';
      throw refused('unconvertible', detail, undecided, { fields, stages: effect.stages, references: open });
    }
    const { jobId, version } = await this.keep(caller, type, definition, { map, broken, ...how });
    await this.catalogue.refresh();
    await this.queues.add('jobs', 'conversion', { jobId }, `conversion-${jobId}`);
    return { ...definition, version, jobId, broken };
  }

  private async keep(
    caller: Caller,
    type: PublishedType,
    definition: EntityType,
    { map, broken, revision, restored }: { map: StageMap; broken: Reference[]; revision?: number; restored?: number },
  ): Promise<{ jobId: string; version: number }> {
    const actor = actorOf(caller);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const expected = { version: type.version, revision };
      const version = await this.store.publish(tx, definition, expected, now);
      if (version === undefined) throw refused('conflict', 'Someone else changed the type meanwhile: look again.');
      await this.store.insertVersion(tx, definition, version, actor, now, map);
      const { jobId, correlation } = await this.jobs.insert(tx, caller, { entityType: type.key, version });
      const data = {
        version,
        previous: type.version,
        jobId,
        ...(Object.keys(map).length > 0 ? { stageMap: map } : {}),
        ...(restored === undefined ? {} : { restored }),
      };
      const cause = { correlation, depth: 0 };
      await append(tx, [{ kind: 'entity_type.published', at: now, entityType: type.key, data, actor, cause }]);
      const noted = broken.length > 0 ? { ...data, broken: broken.map(({ id }) => id) } : data;
      await this.audit.note(tx, actor, 'entity_type.published', { entityType: type.key }, noted);
      return { jobId, version };
    });
  }
}

const NO_EFFECT: LiveEffect = { records: 0, fields: [], stages: [], required: [], duplicates: [] };

/** Stages that go away with records in them, and nowhere said where these go. */
function stageFaults(from: EntityType, to: EntityType, { stages }: LiveEffect, map: StageMap): Fault[] {
  const gone = new Map(removedStages(from, to).map(({ funnel, stage }) => [`${funnel}/${stage.key}`, stage]));
  return stages.flatMap(({ funnel, stage, records }) => {
    const name = `${funnel}/${stage}`;
    if (records === 0 || map[name] !== undefined || !gone.has(name)) return [];
    const message = `Records are in "${stage}" (${records}): say to which stage they move.`;
    return [{ path: `/stageMap/${pointerToken(stage)}`, code: 'stage_map_required', message }];
  });
}

/** Values that do not convert. Those of a field that was taken away are set aside: taking it away was the decision. */
function fieldFaults(to: EntityType, { fields, duplicates }: LiveEffect, onUnconvertible: string): Fault[] {
  const pathOf = (key: string) => `/fields/${to.fields.findIndex((field) => field.key === key)}`;
  const failing =
    onUnconvertible === 'setAside' ? [] : fields.filter(({ change, fails }) => change !== 'removed' && fails > 0);
  return [
    ...failing.map(({ field, converts, fails }) => ({
      path: pathOf(field),
      code: 'unconvertible',
      message: `${fails} of ${converts + fails} values of "${field}" do not convert.`,
    })),
    ...duplicates.map(({ field, records }) => ({
      path: `${pathOf(field)}/unique`,
      code: 'duplicate_values',
      message: `${records} records share a value of "${field}", which is to be unique.`,
    })),
  ];
}

/**
 * Whether nothing would tell anybody. A rule that breaks is off and its designers hear of it, a view or a report says so
 * when it is opened; but cards of another type would be stuck behind a guard, and a role might see too much or nothing.
 */
const isGrave = ({ kind, faults }: Reference): boolean =>
  kind === 'entityType' || (kind === 'role' && faults.some(({ path }) => path.includes('/scope')));

const referenceFault = ({ id, name, faults }: Reference): Fault => ({
  path: '/accept',
  code: 'broken_reference',
  message: `${id} ("${name}") would break: mend it, or name this id in "accept". ${faults.map(({ message }) => message).join(' ')}`,
});
