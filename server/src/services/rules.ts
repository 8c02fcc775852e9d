import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { SavedRule } from '@etapa/shared/api/rules';
import { checkRule } from '@etapa/shared/rules/check';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { newId } from '../store/ids.ts';
import { RuleStore, type StoredRule } from '../store/rules.ts';
import type { Transaction } from '../store/transaction.ts';
import { AuditService, actorOf } from './audit.ts';
import { EntityTypeService } from './entity-types.ts';
import { refused } from './refusal-error.ts';

/** Rules: read by who may see the type, saved by who may design it. Each save is a version. */
@Injectable()
export class RuleService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: RuleStore,
    private readonly types: EntityTypeService,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly audit: AuditService,
  ) {}

  /** @param entityType absent: of every type the caller may see */
  async list(caller: Caller, entityType?: string): Promise<{ items: SavedRule[] }> {
    const keys = entityType
      ? [(await this.types.find(caller, entityType)).key]
      : (await this.types.list(caller)).items.map(({ key }) => key);
    return { items: (await this.store.list(this.database, keys)).map(present) };
  }

  async get(caller: Caller, entityType: string, key: string): Promise<SavedRule> {
    return present(await this.find(caller, entityType, key));
  }

  async versions(caller: Caller, entityType: string, key: string) {
    const { id } = await this.find(caller, entityType, key);
    const rows = await this.store.versions(this.database, id);
    return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
  }

  /** @throws RefusalError `forbidden`, `duplicate`, `invalid_definition` with every fault */
  async create(caller: Caller, entityType: string, document: Rule): Promise<SavedRule> {
    const rule = await this.checked(caller, entityType, document);
    return this.database.transaction((tx) => this.save(tx, caller, entityType, rule, 0));
  }

  /** @throws RefusalError as `create` does, and `not_found` */
  async replace(caller: Caller, entityType: string, key: string, document: Rule): Promise<SavedRule> {
    const { version } = await this.find(caller, entityType, key);
    const rule = await this.checked(caller, entityType, document);
    if (rule.key !== key) {
      const message = `The key of a rule cannot change: it is "${key}".`;
      throw refused('invalid_definition', message, [{ path: '/key', code: 'mismatch', message }]);
    }
    return this.database.transaction((tx) => this.save(tx, caller, entityType, rule, version));
  }

  /** Saves a rule whether there is one of its key or not: packages install this way. */
  async install(caller: Caller, entityType: string, document: Rule): Promise<SavedRule> {
    const rule = await this.checked(caller, entityType, document);
    const known = await this.store.find(this.database, entityType, rule.key);
    return this.database.transaction((tx) => this.save(tx, caller, entityType, rule, known?.version ?? 0));
  }

  async remove(caller: Caller, entityType: string, key: string): Promise<void> {
    const rule = await this.find(caller, entityType, key);
    requireDesign(caller, entityType);
    await this.database.transaction(async (tx) => {
      await this.store.remove(tx, rule.id, this.clock.now());
      await this.audit.note(tx, actorOf(caller), 'rule.deleted', { entityType, rule: key });
    });
  }

  private async find(caller: Caller, entityType: string, key: string): Promise<StoredRule> {
    await this.types.find(caller, entityType);
    const rule = await this.store.find(this.database, entityType, key);
    if (!rule) throw refused('not_found', 'There is no such rule.');
    return rule;
  }

  private async checked(caller: Caller, entityType: string, document: Rule): Promise<Rule> {
    const { definition } = await this.types.find(caller, entityType);
    requireDesign(caller, entityType);
    const catalogue = await this.catalogue.now();
    const faults = checkRule(document, definition, (key) => catalogue.definition(key));
    if (faults.length === 0) return document;
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    throw refused('invalid_definition', `The rule has ${count}.`, faults);
  }

  private async save(
    tx: Transaction,
    caller: Caller,
    entityType: string,
    definition: Rule,
    expected: number,
  ): Promise<SavedRule> {
    const actor = actorOf(caller);
    const now = this.clock.now();
    const saved = await this.store.save(tx, { id: newId(), entityType, definition, expected, actor, now });
    if (!saved) {
      const message =
        expected === 0 ? `The key "${definition.key}" is taken.` : 'The rule was saved by someone else meanwhile.';
      throw refused(expected === 0 ? 'duplicate' : 'conflict', message, [{ path: '/key', code: 'duplicate', message }]);
    }
    const { version } = saved;
    const data = { rule: definition.key, version, enabled: definition.enabled };
    const cause = { correlation: newId(), depth: 0 };
    await append(tx, [{ kind: 'rule.saved', at: now, entityType, data, actor, cause }]);
    await this.audit.note(tx, actor, 'rule.saved', { entityType, rule: definition.key }, { version });
    return present(saved);
  }
}

function requireDesign(caller: Caller, entityType: string): void {
  if (!may(caller, 'design', entityType, caller.allRoles)) throw refused('forbidden', 'You may not design this type.');
}

function present({ definition, createdAt, updatedAt, ...rule }: StoredRule): SavedRule {
  return { ...definition, ...rule, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
