import type { Caller } from '@etapa/shared/access/caller';
import { EVERY_FIELD, type FieldAccess, fieldAccess, namesField } from '@etapa/shared/access/fields';
import type { Action, Grant } from '@etapa/shared/access/grant';
import { grantsFor, may } from '@etapa/shared/access/may';
import { scopeFor, scopeOfGrant } from '@etapa/shared/access/scope';
import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import { evaluate } from '@etapa/shared/conditions/evaluate';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState } from '@etapa/shared/process/record';
import { scopeWhere } from '../store/access.ts';
import type { PublishedType } from '../store/entity-types.ts';
import type { Catalogue } from '../store/entity-types-catalogue.ts';
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

/** What one person may do with the records of one type, at one moment. */
export class TypeAccess {
  readonly environment: ConditionEnvironment;
  private named?: boolean;

  constructor(
    readonly caller: Caller,
    readonly type: PublishedType,
    private readonly catalogue: Catalogue,
    private readonly now: string,
  ) {
    this.environment = conditionEnvironment(type.definition, catalogue, caller, now);
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
    const { caller, type } = this;
    const scope = scopeFor(caller, action, type.key, caller.allRoles, type.definition.funnels ?? []);
    return scopeWhere(scope, this.environment);
  }

  /** Fields the person may read and write of one record. */
  fields(record: RecordState): FieldAccess {
    if (!this.namesFields()) return EVERY_FIELD;
    return fieldAccess(this.caller, this.type.key, this.caller.allRoles, (grant) => this.covers(grant, record));
  }

  /** Fields the person may read of every record they may see: for sums, filters and columns. */
  everywhere(): FieldAccess {
    return this.namesFields()
      ? fieldAccess(this.caller, this.type.key, this.caller.allRoles, 'everywhere')
      : EVERY_FIELD;
  }

  /** Whether the person may read the title of every record they may see. */
  readsTitles(): boolean {
    return namesField(this.everywhere().read, this.type.definition.titleField);
  }

  /** Whether any role of the person names fields of the type: asked for every record of a page. */
  private namesFields(): boolean {
    this.named ??= (['read', 'create', 'update', 'move'] as const).some((action) =>
      grantsFor(this.caller, action, this.type.key, this.caller.allRoles).some((grant) => grant.fields !== undefined),
    );
    return this.named;
  }

  private covers(grant: Grant, record: RecordState): boolean {
    const scope = scopeOfGrant(grant);
    if (scope.kind !== 'where') return scope.kind === 'all';
    return evaluate(scope.condition, { ...this.environment, record });
  }
}
