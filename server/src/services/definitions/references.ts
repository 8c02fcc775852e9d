import { checkRole } from '@etapa/shared/access/check';
import type { Reference } from '@etapa/shared/api/entity-types';
import { check as checkCondition } from '@etapa/shared/conditions/check';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { conditionsIn, goneValues } from '@etapa/shared/conditions/gone-values';
import { resolveField } from '@etapa/shared/conditions/reference';
import { checkDefinition } from '@etapa/shared/definition/check';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { pointerToken } from '@etapa/shared/fields/fault';
import { labelIn } from '@etapa/shared/fields/option';
import type { Fault } from '@etapa/shared/process/refusal';
import { checkQuery } from '@etapa/shared/reports/check';
import { datasetSchema } from '@etapa/shared/reports/dataset-fields';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { checkRule } from '@etapa/shared/rules/check';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { DashboardStore } from '../../store/dashboards.ts';
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
    private readonly dashboards: DashboardStore,
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
      ...(await this.ofDashboards(key)),
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
        return own ? [...checkRule(rule, own, typeOf), ...goneFromRule(rule, entityType, typeOf)] : [];
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
        const query = definition.query as ReportQuery;
        const schema = { fields: own.fields, funnels: own.funnels, linkedType: typeOf };
        const asked = datasetSchema(query.dataset, schema);
        return [...checkQuery(query, schema), ...(query.filter ? goneValues(query.filter, asked, '/filter') : [])];
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
      faultsWith: (typeOf) => [
        ...checkRole(role, typeOf),
        ...role.grants.flatMap(({ entityType, scope }, index) =>
          typeof scope === 'string' ? [] : goneFrom(scope, entityType, typeOf, `/grants/${index}/scope`),
        ),
      ],
    }));
  }

  /** What narrows the reports of a dashboard. */
  private async ofDashboards(key: string): Promise<Referrer[]> {
    const dashboards = await this.dashboards.list(this.database);
    return dashboards.flatMap(({ id, name, question }) => {
      const { filters = {} } = question;
      const filter = Object.hasOwn(filters, key) ? filters[key] : undefined;
      if (!filter) return [];
      const path = `/question/filters/${pointerToken(key)}`;
      const faultsWith = (typeOf: TypeOf): Fault[] => {
        const own = typeOf(key);
        if (!own) return [];
        const schema = { fields: own.fields, funnels: own.funnels, linkedType: typeOf };
        return [...checkCondition(filter, schema, { path }), ...goneValues(filter, schema, path)];
      };
      return [{ kind: 'dashboard' as const, entityType: key, key: id, name, faultsWith }];
    });
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
      const asked = typeOf(definition.key);
      if (!asked) return [];
      // A type that is being changed is checked as the draft it is, not as what refers to it.
      const checked = asked === definition ? checkDefinition(definition, typeOf) : undefined;
      const gone = [...conditionsIn(asked, definition.key)].flatMap(({ condition, path }) =>
        goneFrom(condition, definition.key, typeOf, path),
      );
      return [...(checked && !checked.ok ? checked.refusal.errors : []), ...gone];
    },
  }));
}

/** Stages, funnels and options that a condition names and that are no longer there. */
function goneFrom(condition: ConditionGroup, entityType: string, typeOf: TypeOf, path: string): Fault[] {
  const own = typeOf(entityType);
  return own ? goneValues(condition, { fields: own.fields, funnels: own.funnels, linkedType: typeOf }, path) : [];
}

/** The same of every condition in a rule; what forbids to make a record is asked of those it would make. */
function goneFromRule(rule: Rule, entityType: string, typeOf: TypeOf): Fault[] {
  const made = (name: string, step: object) =>
    name === 'unless' && 'entityType' in step && typeof step.entityType === 'string' ? step.entityType : undefined;
  return [...conditionsIn(rule, entityType, made)].flatMap(({ condition, asked, path }) =>
    goneFrom(condition, asked, typeOf, path),
  );
}

function viewFaults({ entityType, definition }: ViewRow, typeOf: TypeOf): Fault[] {
  const type = typeOf(entityType);
  if (!type) return [];
  const schema = { fields: type.fields, funnels: type.funnels, linkedType: typeOf };
  const { filter, sort, columns, pinned, groupBy, dateField, funnel } = definition;
  const named = (name: unknown, path: string): Fault[] => {
    if (typeof name !== 'string' || resolveField(name, schema)) return [];
    return [{ path, code: 'unknown_field', message: `There is no field "${name}".` }];
  };
  return [
    ...(typeof filter === 'object' && filter !== null ? checkCondition(filter, schema, { path: '/filter' }) : []),
    ...[...conditionsIn(filter, type, undefined, '/filter')].flatMap(({ condition, path }) =>
      goneValues(condition, schema, path),
    ),
    ...(typeof sort === 'string' ? sort.split(',') : []).flatMap((name) => named(name.replace(/^-/, ''), '/sort')),
    ...(Array.isArray(columns) ? columns : []).flatMap((name, index) => named(name, `/columns/${index}`)),
    ...(Array.isArray(pinned) ? pinned : []).flatMap((name, index) => named(name, `/pinned/${index}`)),
    ...(typeof funnel === 'string' && !type.funnels?.some(({ key }) => key === funnel)
      ? [{ path: '/funnel', code: 'unknown_funnel', message: `There is no funnel "${funnel}".` }]
      : []),
    ...named(groupBy ?? undefined, '/groupBy'),
    ...named(dateField ?? undefined, '/dateField'),
  ];
}
