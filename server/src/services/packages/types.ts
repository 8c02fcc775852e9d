import type { Caller } from '@etapa/shared/access/caller';
import type { PackagedType } from '@etapa/shared/api/packages';
import { checkDefinition, shapeFaults } from '@etapa/shared/definition/check';
import { planConversion } from '@etapa/shared/definition/conversion';
import { difference } from '@etapa/shared/definition/difference';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { mergeDefinition } from '@etapa/shared/packages/merge';
import type { Package } from '@etapa/shared/packages/package';
import type { Fault } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { type Catalogue, EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { EntityTypeDraftStore } from '../../store/entity-types-drafts.ts';
import { PackageStore } from '../../store/packages.ts';
import { DraftService } from '../definitions/drafts.ts';
import { DefinitionEffects } from '../definitions/effects.ts';
import { PublishService } from '../definitions/publish.ts';
import { DefinitionReferences } from '../definitions/references.ts';
import { EntityTypeService } from '../entity-types.ts';
import { RefusalError } from '../refusal-error.ts';
import { under } from './parts.ts';

/** One type of a package, compared with what is here. */
export interface TypePlan extends PackagedType {
  /** Revision of the draft that `after` was made from. */
  revision: number;
}

/** Entity types in packages: made, or brought up to what the package says without anything going away. */
@Injectable()
export class PackageTypes {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly drafts: EntityTypeDraftStore,
    private readonly store: PackageStore,
    private readonly effects: DefinitionEffects,
    private readonly references: DefinitionReferences,
  ) {}

  /**
   * @param roleKeys roles that definitions may name
   * @param publish whether changes that harm nothing are published at once
   * @returns a plan for each type that is right, and the faults of the others
   */
  async plan(
    { entityTypes }: Package,
    roleKeys: string[],
    publish: boolean,
  ): Promise<{ types: TypePlan[]; faults: Fault[]; known: Catalogue }> {
    const known = await this.catalogue.refresh();
    const merged = await Promise.all(entityTypes.map((type) => this.merged(type, known)));
    const after = new Map(merged.map(({ key, after: next }) => [key, next]));
    const typeOf = (key: string) => after.get(key) ?? known.definition(key);
    const faults = merged.flatMap(({ sent, after: next }, index) => {
      // What is wrong with the package itself has its place there; what only the two together make, has not.
      const own = checkDefinition(sent, typeOf, roleKeys);
      const whole = own.ok && next !== sent ? checkDefinition(next, typeOf, roleKeys) : own;
      if (whole.ok) return [];
      const { errors } = whole.refusal;
      return own.ok
        ? errors.map((fault) => ({ ...fault, path: `/entityTypes/${index}` }))
        : under(`/entityTypes/${index}`, errors);
    });
    const trashed = await this.store.trashed(this.database, [...after.keys()]);
    for (const [index, { key }] of entityTypes.entries()) {
      if (!trashed.has(key)) continue;
      const message = `"${key}" lies in the trash: bring it back, or wait until it is gone for good.`;
      faults.push({ path: `/entityTypes/${index}/key`, code: 'duplicate', message });
    }
    if (faults.length > 0) return { types: [], faults, known };
    const types: TypePlan[] = [];
    for (const each of merged) types.push(await this.planned(each, known, publish));
    return { types: restingOn(types, known, roleKeys), faults, known };
  }

  private async merged(sent: EntityType, known: Catalogue): Promise<Merged> {
    const published = known.get(sent.key);
    const { key } = sent;
    if (!published) return { key, sent, after: sent, base: null, begun: false, revision: 0 };
    const draft = await this.drafts.find(this.database, sent.key);
    const base = draft?.definition ?? published.definition;
    const after = shapeFaults(sent).length === 0 ? mergeDefinition(base, sent) : sent;
    return { key, sent, after, base, begun: draft?.begun === true, revision: draft?.revision ?? 0 };
  }

  private async planned(
    { key, after, base, begun, revision }: Merged,
    known: Catalogue,
    publish: boolean,
  ): Promise<TypePlan> {
    const published = known.get(key);
    const plan = { key, name: after.name, before: base, after, revision };
    if (!published || !base) return { ...plan, state: 'added', goes: 'published', changes: [] };
    const changes = difference(base, after);
    if (changes.length === 0) {
      const waits = begun && difference(published.definition, after).length > 0;
      return { ...plan, state: 'unchanged', goes: waits ? 'draft' : 'nowhere', changes };
    }
    const atOnce = publish && !begun && (await this.harmless(published, after));
    return { ...plan, state: 'changed', goes: atOnce ? 'published' : 'draft', changes };
  }

  /** Whether no live record, rule, view or role would notice. */
  private async harmless(type: PublishedType, after: EntityType): Promise<boolean> {
    if ((await this.references.broken(type.key, after)).length > 0) return false;
    if (!(await this.store.hasRecords(this.database, [type.key]))) return true;
    if (planConversion(type.definition, after) !== null) return false;
    const { required, duplicates } = await this.effects.of(type, after, {});
    return duplicates.length === 0 && required.every(({ missing }) => missing === 0);
  }
}

/** Writes what was planned for types. */
@Injectable()
export class PackageTypeWriter {
  constructor(
    private readonly types: EntityTypeService,
    private readonly drafts: DraftService,
    private readonly publishing: PublishService,
  ) {}

  /** New types first, each allowed to link to all of them; then the changes. */
  async apply(caller: Caller, plans: TypePlan[]): Promise<void> {
    const together = plans.map(({ after }) => after);
    for (const plan of plans) if (plan.state === 'added') await this.types.create(caller, plan.after, together);
    const changed = plans.filter(({ state }) => state === 'changed');
    for (const { key, after, revision } of changed)
      await this.drafts.save(caller, key, { revision, definition: after });
    const due = changed.flatMap(({ key, goes }) => (goes === 'published' ? [key] : []));
    // One may rest on what another brings: whatever cannot be published yet comes after the others.
    for (let tries = due.length; due.length > 0; ) {
      const key = due.shift() as string;
      try {
        await this.publishing.publish(caller, key, {});
        tries = due.length;
      } catch (error) {
        if (!(error instanceof RefusalError) || tries-- <= 0) throw error;
        due.push(key);
      }
    }
  }
}

interface Merged {
  key: string;
  sent: EntityType;
  /** What is changed: the draft where there is one. Null for a new type. */
  base: EntityType | null;
  after: EntityType;
  begun: boolean;
  revision: number;
}

/** What rests on changes that wait in a draft waits with them. */
function restingOn(types: TypePlan[], known: Catalogue, roleKeys: string[]): TypePlan[] {
  const atOnce = (key: string) => {
    const plan = types.find((each) => each.key === key);
    return plan && plan.goes !== 'draft' ? plan.after : known.definition(key);
  };
  const waits = types.filter(
    ({ state, goes, after }) =>
      state === 'changed' && goes === 'published' && !checkDefinition(after, atOnce, roleKeys).ok,
  );
  if (waits.length === 0) return types;
  const next = types.map((plan): TypePlan => (waits.includes(plan) ? { ...plan, goes: 'draft' } : plan));
  return restingOn(next, known, roleKeys);
}
