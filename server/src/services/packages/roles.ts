import { isAdmin } from '@etapa/shared/access/caller';
import { checkRole } from '@etapa/shared/access/check';
import { ACTIONS, type Grant } from '@etapa/shared/access/grant';
import { GrantSchema } from '@etapa/shared/api/roles';
import { compileSchema } from '@etapa/shared/definition/validator';
import type { PackagedRole } from '@etapa/shared/packages/package';
import { grantsDifference } from '@etapa/shared/packages/part-difference';
import type { Fault } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { RoleStore } from '../../store/roles.ts';
import { grantFaults } from '../grant-faults.ts';
import { RoleService } from '../roles.ts';
import { type PartScene, type PartsPlan, under } from './parts.ts';

const grantShape = compileSchema(GrantSchema);

/** Roles in packages: what they may do with the types of the package, and nothing else. */
@Injectable()
export class PackageRoles {
  constructor(
    private readonly database: Database,
    private readonly store: RoleStore,
    private readonly roles: RoleService,
  ) {}

  /** Roles that name one of the types, with those grants alone, by key. */
  async exported(entityTypes: string[]): Promise<PackagedRole[]> {
    const roles = await this.store.all(this.database);
    return roles.flatMap(({ key, name, grants }) => {
      const own = grants.filter(({ entityType }) => entityTypes.includes(entityType)).map(inOrder);
      return key === 'admin' || own.length === 0 ? [] : [{ key, name, grants: own.sort(byType) }];
    });
  }

  /** A role that is here keeps what it may do with other types. */
  async plan({ caller, document, typeOf }: PartScene): Promise<PartsPlan> {
    const present = await this.store.all(this.database);
    const plan: PartsPlan = { parts: [], faults: [] };
    for (const [index, role] of (document.roles ?? []).entries()) {
      const path = `/roles/${index}`;
      const known = present.find(({ key }) => key === role.key);
      const faults = this.faultsOf(role, typeOf);
      if (faults.length > 0) {
        plan.faults.push(...under(path, faults));
        continue;
      }
      const named = new Set(role.grants.map(({ entityType }) => entityType));
      const grants = [...(known?.grants ?? []).filter(({ entityType }) => !named.has(entityType)), ...role.grants];
      const before = (known?.grants ?? []).filter(({ entityType }) => named.has(entityType));
      const differences = known ? grantsDifference(before.map(inOrder), role.grants.map(inOrder)) : [];
      const state = known === undefined ? 'added' : differences.length === 0 ? 'unchanged' : 'changed';
      if (state !== 'unchanged' && !isAdmin(caller)) {
        const message = `Only an administrator may bring in what the role "${role.key}" may do.`;
        plan.faults.push({ path, code: 'forbidden', message });
        continue;
      }
      const { key, name } = role;
      plan.parts.push({
        kind: 'role',
        entityType: null,
        key,
        name: known?.name ?? name,
        state,
        ...(differences.length > 0 ? { differences } : {}),
        waits: false,
        apply: async (who) => {
          if (known) await this.roles.replace(who, key, { name: known.name, grants });
          else await this.roles.create(who, { key, name, grants });
        },
      });
    }
    return plan;
  }

  private faultsOf(role: PackagedRole, typeOf: PartScene['typeOf']): Fault[] {
    if (role.key === 'admin') {
      const message = 'What administrators may do cannot be changed.';
      return [{ path: '/key', code: 'forbidden', message }];
    }
    const misshapen = role.grants.flatMap((grant, index) => grantShape(grant, `/grants/${index}`));
    if (misshapen.length > 0) return misshapen;
    const conditions = grantFaults(role.grants);
    return conditions.length > 0 ? conditions : checkRole(role, typeOf);
  }
}

/** Lists of a grant that say the same in any order, in one order. */
function inOrder({ actions, fields, stages, ...grant }: Grant): Grant {
  const sorted = <T extends object>(lists: T): T =>
    Object.fromEntries(Object.entries(lists).map(([name, keys]) => [name, [...(keys as string[])].sort()])) as T;
  return {
    ...grant,
    actions: ACTIONS.filter((action) => actions.includes(action)),
    ...(fields ? { fields: sorted(fields) } : {}),
    ...(stages ? { stages: sorted(stages) } : {}),
  };
}

const byType = (a: Grant, b: Grant): number => (a.entityType < b.entityType ? -1 : 1);
