import type { Caller } from '@etapa/shared/access/caller';
import { NewView, type View } from '@etapa/shared/api/views';
import { check as checkCondition } from '@etapa/shared/conditions/check';
import { compileSchema } from '@etapa/shared/definition/validator';
import type { PackagedView } from '@etapa/shared/packages/package';
import { partDifference } from '@etapa/shared/packages/part-difference';
import { Injectable } from '@nestjs/common';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { ViewService } from '../views.ts';
import { type PartScene, type PartsPlan, under, unknownType } from './parts.ts';

const viewShape = compileSchema(NewView);

/** Saved views in packages: those that everybody shares, by type and name. */
@Injectable()
export class PackageViews {
  constructor(
    private readonly views: ViewService,
    private readonly catalogue: EntityTypeCatalogue,
  ) {}

  async exported(caller: Caller, entityTypes: string[]): Promise<PackagedView[]> {
    const found = await Promise.all(entityTypes.map((key) => this.views.list(caller, key)));
    return found
      .flatMap(({ items }) => items.filter(({ shared }) => shared).map(packaged))
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  }

  async plan({ caller, document, typeOf, atOnce }: PartScene): Promise<PartsPlan> {
    const plan: PartsPlan = { parts: [], faults: [] };
    const known = await this.catalogue.now();
    for (const [index, { entityType, ...view }] of (document.views ?? []).entries()) {
      const path = `/views/${index}`;
      const faults = typeOf(entityType) ? faultsOf(view, entityType, typeOf) : [unknownType('/entityType', entityType)];
      plan.faults.push(...under(path, faults));
      if (faults.length > 0) continue;
      // A package holds shared views alone: one that does not say so is one, too.
      const sent = { entityType, shared: true, ...view } as PackagedView;
      const { items } = known.get(entityType) ? await this.views.list(caller, entityType) : { items: [] };
      const present = items.find((each) => each.shared && nameOf(packaged(each)) === nameOf(sent));
      const differences = present ? partDifference(packaged(present), sent) : [];
      plan.parts.push({
        kind: 'view',
        entityType,
        key: sent.name,
        name: sent.name,
        state: present === undefined ? 'added' : differences.length === 0 ? 'unchanged' : 'changed',
        ...(differences.length > 0 ? { differences } : {}),
        waits: !atOnce(entityType) || faultsOf(view, entityType, atOnce).length > 0,
        apply: async (who) => {
          // What the package no longer says of it goes, too: else it would be told as a change for ever.
          const gone = differences.filter(({ after }) => after === null).map(({ member }) => [member, null]);
          const { entityType: _, ...own } = sent;
          if (present) await this.views.update(who, present.id, { ...own, ...Object.fromEntries(gone) });
          else await this.views.create(who, entityType, own);
        },
      });
    }
    return plan;
  }
}

function faultsOf(view: object, entityType: string, typeOf: PartScene['typeOf']) {
  const misshapen = viewShape(view, '');
  const type = typeOf(entityType);
  const { filter } = view as Partial<NewView>;
  if (misshapen.length > 0 || !type || !filter) return misshapen;
  return checkCondition(
    filter,
    { fields: type.fields, funnels: type.funnels, linkedType: typeOf },
    { path: '/filter' },
  );
}

const nameOf = ({ entityType, name }: PackagedView): string => `${entityType} ${name.toLowerCase()}`;

/** What is not ours alone: neither ids and times, nor for whom it opens first. */
const OWN = new Set(['id', 'ownerId', 'mayChange', 'createdAt', 'updatedAt', 'teamIds', 'roles']);

const packaged = (view: View): PackagedView =>
  Object.fromEntries(Object.entries(view).filter(([name]) => !OWN.has(name))) as unknown as PackagedView;
