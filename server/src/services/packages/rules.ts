import { sameContent } from '@etapa/shared/packages/order';
import type { PackagedRule } from '@etapa/shared/packages/package';
import { checkRule } from '@etapa/shared/rules/check';
import { ruleDifference } from '@etapa/shared/rules/difference';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { RuleStore } from '../../store/rules.ts';
import { RuleService } from '../rules.ts';
import { type PartScene, type PartsPlan, under, unknownType } from './parts.ts';

/** Rules in packages. */
@Injectable()
export class PackageRules {
  constructor(
    private readonly database: Database,
    private readonly store: RuleStore,
    private readonly rules: RuleService,
  ) {}

  /** Every rule of the types, by type and key. */
  async exported(entityTypes: string[]): Promise<PackagedRule[]> {
    const found = await this.store.list(this.database, entityTypes);
    return found
      .map(({ entityType, definition }) => ({ entityType, rule: definition }))
      .sort((a, b) => order(`${a.entityType} ${a.rule.key}`, `${b.entityType} ${b.rule.key}`));
  }

  /** A rule that does not fit what is published right after the installation waits for the draft. */
  async plan({ document, typeOf, atOnce }: PartScene): Promise<PartsPlan> {
    const wanted = document.rules ?? [];
    const present = await this.store.list(this.database, [...new Set(wanted.map(({ entityType }) => entityType))]);
    const plan: PartsPlan = { parts: [], faults: [] };
    for (const [index, { entityType, rule }] of wanted.entries()) {
      const path = `/rules/${index}`;
      const own = typeOf(entityType);
      const faults = own
        ? under(`${path}/rule`, checkRule(rule, own, typeOf))
        : [unknownType(`${path}/entityType`, entityType)];
      plan.faults.push(...faults);
      if (faults.length > 0) continue;
      const known = present.find((each) => each.entityType === entityType && each.definition.key === rule.key);
      const now = atOnce(entityType);
      const same = known !== undefined && sameContent(known.definition, rule);
      plan.parts.push({
        kind: 'rule',
        entityType,
        key: rule.key,
        name: rule.name,
        state: known === undefined ? 'added' : same ? 'unchanged' : 'changed',
        ...(known && !same ? { changes: ruleDifference(known.definition, rule) } : {}),
        waits: !now || checkRule(rule, now, atOnce).length > 0,
        apply: async (caller) => void (await this.rules.install(caller, entityType, rule)),
      });
    }
    return plan;
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
