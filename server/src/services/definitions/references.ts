import { checkRole } from '@etapa/shared/access/check';
import type { Reference } from '@etapa/shared/api/entity-types';
import { check as checkCondition } from '@etapa/shared/conditions/check';
import { resolveField } from '@etapa/shared/conditions/reference';
import { checkDefinition } from '@etapa/shared/definition/check';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { labelIn } from '@etapa/shared/fields/option';
import type { Fault } from '@etapa/shared/process/refusal';
import { checkQuery } from '@etapa/shared/reports/check';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { checkRule } from '@etapa/shared/rules/check';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { RoleStore } from '../../store/roles.ts';
import { RuleStore } from '../../store/rules.ts';
import { SavedReportStore } from '../../store/saved-reports.ts';
import { type ViewRow, ViewStore } from '../../store/views.ts';

type TypeOf = (key: string) => EntityType | undefined;

/** Something that refers to types, and what is wrong with it while they are as `typeOf` has them. */
interface Referrer extends Omit<Reference, 'faults' | 'id'> {
  faultsWith(typeOf: TypeOf): Fault[];
}

/** Finds what refers to parts of a type: by asking each whether it is still right once the type has changed. */
@Injectable()
export class DefinitionReferences {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly rules: RuleStore,
    private readonly views: ViewStore,
    private readonly roles: RoleStore,
    private readonly reports: SavedReportStore,
  ) {}

  /**
   * What breaks when a type becomes another.
   *
   * @param next null: the type goes away, and with it all that is its own
   * @returns each with the faults that it does not have already
   */
  async broken(key: string, next: EntityType | null): Promise<Reference[]> {
    const known = await this.catalogue.now();
    const now: TypeOf = (each) => known.definition(each);
    const then: TypeOf = (each) => (each === key ? (next ?? undefined) : known.definition(each));
    const referrers = [
      ...(await this.ofRules()),
      ...ofTypes(known.all().map(({ definition }) => definition)),
      ...(next ? [...(await this.ofViews(key)), ...(await this.ofRoles())] : []),
      ...(await this.ofReports()),
    ].filter(({ entityType }) => next !== null || entityType !== key);
    return referrers.flatMap(({ faultsWith, ...referrer }) => {
      const already = new Set(faultsWith(now).map(nameOf));
      const faults = faultsWith(then).filter((fault) => !already.has(nameOf(fault)));
      return faults.length > 0 ? [{ id: idOf(referrer), ...referrer, faults }] : [];
    });
  }

  private async ofRules(): Promise<Referrer[]> {
    const rules = await this.rules.list(this.database);
    return rules.map(({ entityType, definition: rule }) => ({
      kind: 'rule' as const,
      entityType,
      key: rule.key,
      name: rule.name,
      faultsWith: (typeOf) => {
        const own = typeOf(entityType);
        return own ? checkRule(rule, own, typeOf) : [];
      },
    }));
  }

  private async ofViews(key: string): Promise<Referrer[]> {
    const views = await this.views.all(this.database, key);
    return views.map((view) => ({
      kind: 'view' as const,
      entityType: key,
      key: view.id,
      name: view.name,
      faultsWith: (typeOf) => viewFaults(view, typeOf),
    }));
  }

  private async ofReports(): Promise<Referrer[]> {
    const reports = await this.reports.list(this.database, undefined);
    return reports.map(({ id, name, entityType, definition }) => ({
      kind: 'report' as const,
      entityType,
      key: id,
      name,
      faultsWith: (typeOf) => {
        const own = typeOf(entityType);
        if (!own || typeof definition.query !== 'object' || definition.query === null) return [];
        const schema = { fields: own.fields, funnels: own.funnels, linkedType: typeOf };
        return checkQuery(definition.query as ReportQuery, schema);
      },
    }));
  }

  private async ofRoles(): Promise<Referrer[]> {
    const roles = await this.roles.all(this.database);
    return roles.map((role) => ({
      kind: 'role' as const,
      entityType: null,
      key: role.key,
      name: role.name,
      faultsWith: (typeOf) => checkRole(role, typeOf),
    }));
  }
}

const idOf = ({ kind, entityType, key }: Omit<Referrer, 'faultsWith'>): string =>
  [kind, ...(kind === 'rule' && entityType ? [entityType] : []), key].join('/');

const nameOf = ({ path, code }: Fault): string => `${path} ${code}`;

/** Types themselves: those that link to another, or whose conditions and formulas follow such a link. */
function ofTypes(definitions: EntityType[]): Referrer[] {
  return definitions.map((definition) => ({
    kind: 'entityType' as const,
    entityType: definition.key,
    key: definition.key,
    name: labelIn(definition.name, 'en'),
    faultsWith: (typeOf) => {
      // A type that is being changed is checked as the draft it is, not as what refers to it.
      if (typeOf(definition.key) !== definition) return [];
      const checked = checkDefinition(definition, typeOf);
      return checked.ok ? [] : checked.refusal.errors;
    },
  }));
}

function viewFaults({ entityType, definition }: ViewRow, typeOf: TypeOf): Fault[] {
  const type = typeOf(entityType);
  if (!type) return [];
  const schema = { fields: type.fields, funnels: type.funnels, linkedType: typeOf };
  const { filter, sort, columns, groupBy, dateField } = definition;
  const named = (name: unknown, path: string): Fault[] => {
    if (typeof name !== 'string' || resolveField(name, schema)) return [];
    return [{ path, code: 'unknown_field', message: `There is no field "${name}".` }];
  };
  return [
    ...(typeof filter === 'object' && filter !== null ? checkCondition(filter, schema, { path: '/filter' }) : []),
    ...(typeof sort === 'string' ? sort.split(',') : []).flatMap((name) => named(name.replace(/^-/, ''), '/sort')),
    ...(Array.isArray(columns) ? columns : []).flatMap((name, index) => named(name, `/columns/${index}`)),
    ...named(groupBy ?? undefined, '/groupBy'),
    ...named(dateField ?? undefined, '/dateField'),
  ];
}
