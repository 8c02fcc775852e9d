import type { Caller } from '@etapa/shared/access/caller';
import { EVERY_FIELD, type FieldAccess, fieldAccess, namesField } from '@etapa/shared/access/fields';
import type { Action, Grant, Role } from '@etapa/shared/access/grant';
import { grantsFor, may } from '@etapa/shared/access/may';
import { rowsOfGrant, type Scope, scopeFor, scopeOfGrant } from '@etapa/shared/access/scope';
import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { evaluate } from '@etapa/shared/conditions/evaluate';
import { resolveField } from '@etapa/shared/conditions/reference';
import { fieldsOf } from '@etapa/shared/conditions/tree';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { CommandContext, LinkedRecord } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { referencesIn } from '@etapa/shared/process/references';
import { scopeWhere } from '../store/access.ts';
import type { Queryable } from '../store/database.ts';
import type { PublishedType } from '../store/entity-types.ts';
import type { Catalogue } from '../store/entity-types-catalogue.ts';
import type { RecordStore } from '../store/records.ts';
import type { Where } from '../store/where.ts';
import { refused } from './refusal-error.ts';

/** What conditions about a type's records are answered with, for one person at one moment. */
function conditionEnvironment(
  definition: EntityType,
  catalogue: Catalogue,
  caller: Caller,
  now: string,
): ConditionEnvironment {
  return {
    schema: {
      fields: definition.fields,
      funnels: definition.funnels,
      linkedType: (key) => catalogue.definition(key),
    },
    me: caller.id,
    myTeam: caller.myTeam,
    now,
    timeZone: caller.organizationTimeZone,
  };
}

/** Why a record that `mayCreate` denies is refused. */
export const NOT_TAKEN_IN = 'Your roles do not take in such a record, so you may not make it.';

/** What one person may do with the records of one type, at one moment. */
export class TypeAccess {
  readonly environment: ConditionEnvironment;
  private readonly roles: Role[];
  private named?: boolean;
  private follows?: boolean;
  private readonly linked = new Map<string, LinkedRecord>();

  constructor(
    readonly caller: Caller,
    readonly type: PublishedType,
    private readonly catalogue: Catalogue,
    private readonly now: string,
  ) {
    this.environment = conditionEnvironment(type.definition, catalogue, caller, now);
    this.roles = caller.allRoles.map((role) => ({ ...role, grants: role.grants.filter((grant) => this.holds(grant)) }));
  }

  /** The same person with another type; undefined where there is none. */
  of(entityType: string): TypeAccess | undefined {
    const type = this.catalogue.get(entityType);
    return type && new TypeAccess(this.caller, type, this.catalogue, this.now);
  }

  /** @throws RefusalError `forbidden` when the person's roles never allow it */
  demand(action: Action): void {
    if (!may(this.caller, action, this.type.key, this.caller.allRoles)) {
      throw refused('forbidden', `Your roles do not allow to ${action} records of this type.`);
    }
  }

  /** The records on which the person may act: what is added to a query, null where it is all of them. */
  where(action: Action): Where | null {
    const { caller, type, roles } = this;
    const scope = scopeFor(caller, action, type.key, roles, type.definition.funnels ?? []);
    return scopeWhere(scope, this.environment);
  }

  /** Loads what scopes that follow links ask of these records: to be called before `fields`. */
  async learn(db: Queryable, store: RecordStore, records: readonly RecordState[]): Promise<void> {
    if (!this.followsLinks()) return;
    const ids = records.flatMap(({ doc }) => referencesIn(this.type.definition, doc).records);
    const unknown = [...new Set(ids)].filter((id) => !this.linked.has(id));
    if (unknown.length === 0) return;
    for (const record of await store.linked(db, unknown)) this.linked.set(record.id, record);
  }

  /**
   * Whether a record about to be made is one that the person may make: a scope bounds what comes in, too.
   * @param linked records it links to
   */
  mayCreate(record: RecordState, linked: CommandContext['linked']): boolean {
    const { caller, type, roles } = this;
    return grantsFor(caller, 'create', type.key, roles).some((grant) =>
      this.takesIn(rowsOfGrant(grant), record, linked),
    );
  }

  /** Fields the person may read and write of one record. */
  fields(record: RecordState): FieldAccess {
    if (!this.namesFields()) return EVERY_FIELD;
    return fieldAccess(this.caller, this.type.key, this.roles, (grant) => this.covers(grant, record));
  }

  /** Fields the person may read of every record they may see: for sums, filters and columns. */
  everywhere(): FieldAccess {
    return this.namesFields() ? fieldAccess(this.caller, this.type.key, this.roles, 'everywhere') : EVERY_FIELD;
  }

  /** Whether the person may read the title of every record they may see. */
  readsTitles(): boolean {
    return namesField(this.everywhere().read, this.type.definition.titleField);
  }

  /** Whether any role of the person names fields of the type: asked for every record of a page. */
  private namesFields(): boolean {
    this.named ??= (['read', 'create', 'update', 'move'] as const).some((action) =>
      grantsFor(this.caller, action, this.type.key, this.roles).some((grant) => grant.fields !== undefined),
    );
    return this.named;
  }

  private followsLinks(): boolean {
    this.follows ??= this.caller.allRoles
      .filter(({ key }) => this.caller.roles.includes(key))
      .flatMap(({ grants }) => grants)
      .some(({ scope }) => typeof scope === 'object' && fieldsOf(scope).some((name) => name.includes('.')));
    return this.follows;
  }

  /** Whether the rows of a grant can still be told apart: one that rests on a field that is gone takes in none. */
  private holds({ entityType, scope }: Grant): boolean {
    if (entityType !== this.type.key || typeof scope !== 'object') return true;
    return fieldsOf(scope).every((name) => resolveField(name, this.environment.schema) !== undefined);
  }

  private covers(grant: Grant, record: RecordState): boolean {
    return this.takesIn(scopeOfGrant(grant), record, (id) => this.linked.get(id));
  }

  private takesIn(scope: Scope, record: RecordState, linked: CommandContext['linked']): boolean {
    if (scope.kind !== 'where') return scope.kind === 'all';
    return evaluate(scope.condition, { ...this.environment, record, linked });
  }
}
