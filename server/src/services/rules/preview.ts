import type { JsonValue } from '@etapa/shared/fields/field';
import type { Command, CommandContext } from '@etapa/shared/process/command';
import { decide } from '@etapa/shared/process/decide';
import type { RecordState } from '@etapa/shared/process/record';
import type { Refusal } from '@etapa/shared/process/refusal';
import type { Effect } from '@etapa/shared/rules/effect';
import { Injectable } from '@nestjs/common';
import { filterWhere } from '../../store/access.ts';
import { Database } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { LinkStore } from '../../store/links.ts';
import { RecordStore } from '../../store/records.ts';
import { RecordLookup } from '../../store/records-lookup.ts';
import { RulePreviewStore } from '../../store/rule-previews.ts';
import { UserStore } from '../../store/users.ts';
import { RecordContexts } from '../records-context.ts';
import type { Course, Scene } from './scene.ts';

/** What an effect would come to: what later steps would see of it, and the record it would leave. */
export type Preview =
  | { ok: true; output?: JsonValue; record?: RecordState; reason?: string }
  | { ok: false; reason: string };

/** Stands for what would get an id only when it is made. */
const NOT_MADE = '00000000-0000-0000-0000-000000000000';
/** Linked records that are looked at. */
const MOST = 100;

/** Asks the core what an effect would come to, and changes nothing. */
@Injectable()
export class EffectPreviews {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly store: RulePreviewStore,
    private readonly links: LinkStore,
    private readonly records: RecordStore,
    private readonly lookup: RecordLookup,
    private readonly users: UserStore,
    private readonly contexts: RecordContexts,
  ) {}

  async preview(scene: Scene, course: Course, effect: Effect): Promise<Preview> {
    switch (effect.kind) {
      case 'record.update':
        return this.change(scene, course, { kind: 'patch', doc: effect.set });
      case 'record.move': {
        const { stage, funnel } = effect;
        return this.change(scene, course, { kind: 'move', stage, ...(funnel === null ? {} : { funnel }) });
      }
      case 'record.assign':
        return this.assign(scene, course, effect);
      case 'record.create':
        return this.create(scene, course, effect);
      case 'task.create': {
        const { title, assigneeId, dueAt, blocksStage } = effect;
        const unknown = await this.strangers(assigneeId === null ? [] : [assigneeId]);
        if (unknown) return unknown;
        if (blocksStage) course.holding = [...course.holding, { title, stage: course.record.stage }];
        return { ok: true, output: { id: NOT_MADE, title, assigneeId, dueAt } };
      }
      case 'tag.add':
        return this.change(scene, course, { kind: 'patch', tags: { add: effect.tags, remove: [] } });
      case 'tag.remove':
        return this.change(scene, course, { kind: 'patch', tags: { add: [], remove: effect.tags } });
      case 'notify':
        return (await this.strangers(effect.userIds)) ?? { ok: true, output: { userIds: effect.userIds } };
      case 'approval.request':
        return (await this.strangers(effect.approverIds)) ?? { ok: true };
      case 'records.update':
        return scene.present ? this.changeLinked(scene, course, effect) : { ok: true };
      case 'email.send':
        return (await this.strangers(effect.userIds)) ?? { ok: true, reason: 'Nothing is sent.' };
      case 'http.request':
        return { ok: true, reason: 'Nothing is sent; what would be answered is not known.' };
      default:
        return { ok: true };
    }
  }

  private async assign(
    scene: Scene,
    course: Course,
    effect: Extract<Effect, { kind: 'record.assign' }>,
  ): Promise<Preview> {
    if (!('pool' in effect)) return this.change(scene, course, { kind: 'assign', ownerId: effect.userId });
    const among = await this.store.candidates(this.database, effect.pool);
    if (among.length === 0) return { ok: false, reason: 'There is nobody to assign to: nobody in the pool is active.' };
    const [only] = among;
    if (among.length === 1 && only) return this.change(scene, course, { kind: 'assign', ownerId: only });
    return {
      ok: true,
      output: { among },
      reason: `One of ${among.length} people, by "${effect.by}" when it comes to it.`,
    };
  }

  /** Each linked record is asked by itself; what one refuses, all are refused. */
  private async changeLinked(
    scene: Scene,
    course: Course,
    { via, set, move }: Extract<Effect, { kind: 'records.update' }>,
  ): Promise<Preview> {
    const [type, field] = via.includes('.') ? via.split('.', 2) : [null, via];
    const linked = await this.links.through(
      this.database,
      scene.record.id,
      { type: type ?? null, field: field ?? '' },
      MOST,
    );
    const command: Command = move
      ? { kind: 'move', stage: move.stage, ...(move.funnel === null ? {} : { funnel: move.funnel }), doc: set }
      : { kind: 'patch', doc: set };
    let changed = 0;
    for (const { id, entityType } of linked) {
      const of = await this.catalogue.find(entityType);
      const record = of && (await this.records.find(this.database, entityType, { id }, null));
      if (!of || !record) continue;
      const context = await this.context(of, record, command, { ...course, holding: [] }, scene);
      const decided = decide(of.definition, record, command, context);
      if (!decided.ok) return { ok: false, reason: `#${record.number}: ${sentence(decided.refusal)}` };
      if (decided.value.next !== record) changed++;
    }
    const more = linked.length === MOST ? { reason: `Only the first ${MOST} linked records were looked at.` } : {};
    return { ok: true, output: { linked: linked.length, changed }, ...more };
  }

  /** What the record would become, or what would refuse it. */
  private async change(scene: Scene, course: Course, command: Command): Promise<Preview> {
    const { record } = course;
    const context = await this.context(scene.type, record, command, course, scene);
    const decided = decide(scene.type.definition, record, command, context);
    if (!decided.ok) return { ok: false, reason: sentence(decided.refusal) };
    const { next } = decided.value;
    const changed = next !== record;
    const shown: { [name: string]: JsonValue } =
      command.kind === 'move'
        ? { funnel: next.funnel, stage: next.stage }
        : command.kind === 'assign'
          ? { ownerId: next.ownerId }
          : {};
    return { ok: true, record: next, output: { changed, ...shown, version: next.version } };
  }

  private async create(
    scene: Scene,
    course: Course,
    effect: Extract<Effect, { kind: 'record.create' }>,
  ): Promise<Preview> {
    const { entityType, funnel, stage, ownerId, linkField } = effect;
    const type = await this.catalogue.find(entityType);
    if (!type) return { ok: false, reason: `There is no entity type "${entityType}".` };
    const field = type.definition.fields.find(({ key }) => key === linkField);
    const back = field ? { [field.key]: field.kind === 'links' ? [scene.record.id] : scene.record.id } : {};
    const existing = scene.present && effect.unless ? await this.existing(scene, effect, type) : null;
    if (existing) return { ok: true, output: { ...existing, entityType, created: false } };
    const command: Command = {
      kind: 'create',
      doc: { ...effect.doc, ...back },
      ...(funnel === null ? {} : { funnel }),
      ...(stage === null ? {} : { stage }),
      ownerId,
    };
    const context = await this.context(type, null, command, course, scene);
    const decided = decide(type.definition, null, command, { ...context, id: NOT_MADE, rank: 'a', number: 0 });
    if (!decided.ok) return { ok: false, reason: sentence(decided.refusal) };
    const { title, funnel: inFunnel, stage: inStage } = decided.value.next;
    return {
      ok: true,
      output: { id: NOT_MADE, number: null, title, entityType, funnel: inFunnel, stage: inStage, created: true },
      ...(effect.unless && !scene.present ? { reason: 'Unless there was one already that met its condition.' } : {}),
    };
  }

  private async existing(
    { record, now }: Scene,
    { unless, linkField }: Extract<Effect, { kind: 'record.create' }>,
    { key, definition }: PublishedType,
  ) {
    const catalogue = await this.catalogue.now();
    const { timeZone } = await this.contexts.settings();
    const { fields, funnels } = definition;
    const schema = { fields, funnels, linkedType: (other: string) => catalogue.definition(other) };
    const where = filterWhere(
      unless ?? { combinator: 'and', rules: [] },
      { schema, me: null, now, timeZone },
      () => null,
    );
    return this.lookup.first(
      this.database,
      key,
      where,
      linkField === null ? null : { field: linkField, to: record.id },
    );
  }

  private async context(
    type: PublishedType,
    record: RecordState | null,
    command: Command,
    course: Course,
    { rule, present }: Scene,
  ): Promise<CommandContext> {
    const doer = {
      caller: null,
      actor: { kind: 'rule', id: rule.key, version: 0, runId: NOT_MADE } as const,
      cause: { correlation: NOT_MADE, depth: 1 },
    };
    const { context } = await this.contexts.prepare(this.database, doer, [{ type, record, command }]);
    context.now = course.now;
    context.rank = record?.rank;
    if (command.kind !== 'move' || !record) return context;
    const holding = course.holding.filter(({ stage }) => stage === record.stage);
    const open = present ? await this.store.holds(this.database, record.id, record.stage) : [];
    context.holds = [...open, ...holding.map(({ title }) => ({ id: NOT_MADE, title }))];
    if (!present) return context;
    const count = await this.store.countIn(this.database, type.key, command.funnel ?? record.funnel, command.stage);
    context.stageCount = () => count;
    return context;
  }

  private async strangers(ids: string[]): Promise<Preview | null> {
    const missing = ids.length === 0 ? [] : await this.users.missing(this.database, ids);
    return missing.length > 0 ? { ok: false, reason: `There is no such person: ${missing.join(', ')}.` } : null;
  }
}

/** A refusal in one sentence, with what it is about. */
function sentence({ detail, errors = [] }: Refusal): string {
  return [detail, ...errors.map(({ path, message }) => `${path}: ${message}`)].join(' ').slice(0, 2_000);
}
