import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import type { Cause } from '@etapa/shared/process/record';
import { checkRule } from '@etapa/shared/rules/check';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Log } from '../../config/log.ts';
import type { LoggedEvent } from '../../log/events.ts';
import { type Catalogue, EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { newId } from '../../store/ids.ts';
import { RuleStore, type StoredRule } from '../../store/rules.ts';
import { RuleHealthStore } from '../../store/rules-health.ts';
import type { Transaction } from '../../store/transaction.ts';
import { AuditService } from '../audit.ts';
import { NotificationService } from '../notifications.ts';

const SYSTEM = { kind: 'system', id: 'rules' } as const;

/**
 * Holds rules against definitions as those change: one that refers to what is gone is marked broken and does not run,
 * and administrators are told; one whose definition came right again runs again.
 */
@Injectable()
export class RuleReferences {
  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly rules: RuleStore,
    private readonly health: RuleHealthStore,
    private readonly notifications: NotificationService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Looks at what the log tells of definitions and rules, in the transaction that reads it, and before the events
   * after it meet any rule. A rule is looked at when it is saved, too: the definition may have changed meanwhile.
   */
  async follow(events: LoggedEvent[], tx: Transaction): Promise<void> {
    const types = keysOf(events.filter(({ kind }) => kind.startsWith('entity_type.')));
    const saved = events.filter(({ kind }) => kind === 'rule.saved');
    if (types.size === 0 && saved.length === 0) return;
    const keys = new Set(saved.map(({ entityType, data }) => `${entityType} ${String(data.rule)}`));
    const catalogue = await this.catalogue.refresh();
    const rules = await this.rules.list(tx);
    const asked = rules.filter(
      (rule) => keys.has(`${rule.entityType} ${rule.definition.key}`) || refersTo(rule, types, catalogue),
    );
    const [event] = events;
    await this.check(tx, asked, catalogue, { correlation: event?.cause.correlation ?? newId(), depth: 0 });
  }

  private async check(tx: Transaction, rules: StoredRule[], catalogue: Catalogue, cause: Cause): Promise<void> {
    const broken: { rule: StoredRule; faults: Fault[] }[] = [];
    for (const rule of rules) {
      const definition = catalogue.definition(rule.entityType);
      // A type in the trash has no records that could set a rule off; it may come back.
      if (!definition) continue;
      const faults = this.faultsOf(rule, definition, catalogue);
      if (!faults) continue;
      if (faults.length > 0 && !rule.broken) broken.push({ rule, faults });
      if (faults.length > 0) await this.mark(tx, rule, faults);
      else if (rule.broken) await this.mend(tx, rule);
    }
    if (broken.length === 0) return;
    const told = broken.map(({ rule: { entityType, definition }, faults: [fault] }) => ({
      entityType,
      rule: definition.key,
      name: definition.name,
      problem: fault?.message ?? '',
    }));
    const [first] = told;
    await this.notifications.send(tx, { actor: SYSTEM, cause }, await this.health.audience(tx, ['admin'], null), {
      kind: 'rule.broken',
      text: told.map(({ name }) => name).join(', '),
      entityType: first?.entityType,
      data: { rule: first?.rule, rules: told },
    });
  }

  /** @returns null when a fault of ours keeps it from being known: one rule must not hold up the log for all */
  private faultsOf(rule: StoredRule, definition: EntityType, catalogue: Catalogue): Fault[] | null {
    try {
      return checkRule(rule.definition, definition, (key) => catalogue.definition(key));
    } catch (error) {
      this.log.error('A rule could not be checked.', { rule: rule.definition.key, entityType: rule.entityType, error });
      return null;
    }
  }

  private async mark(tx: Transaction, rule: StoredRule, faults: Fault[]): Promise<void> {
    const { entityType, definition, version } = rule;
    const since = rule.broken?.since ?? this.clock.now().toISOString();
    await this.health.setBroken(tx, rule.id, { problem: faults[0]?.message ?? '', faults, since });
    if (rule.broken) return;
    await this.audit.note(tx, SYSTEM, 'rule.broken', { entityType, rule: definition.key }, { version, faults });
  }

  private async mend(tx: Transaction, { id, entityType, definition, version }: StoredRule): Promise<void> {
    await this.health.setBroken(tx, id, null);
    await this.audit.note(tx, SYSTEM, 'rule.mended', { entityType, rule: definition.key }, { version });
  }
}

const keysOf = (events: LoggedEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap(({ entityType }) => entityType ?? []));

/** Whether a rule is about one of the types, names it in a step, or may follow a link into it. */
function refersTo({ entityType, definition }: StoredRule, types: ReadonlySet<string>, catalogue: Catalogue): boolean {
  if (types.has(entityType)) return true;
  const text = JSON.stringify(definition);
  const targets = targetsOf(catalogue.definition(entityType));
  return [...types].some((key) => text.includes(`"${key}"`) || text.includes(`"${key}.`) || targets.has(key));
}

const targetsOf = (definition: EntityType | undefined): ReadonlySet<unknown> =>
  new Set((definition?.fields ?? []).map(({ target }) => target));
