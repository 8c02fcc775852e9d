import type { Caller } from '@etapa/shared/access/caller';
import { may } from '@etapa/shared/access/may';
import type { SavedRule, SentRule } from '@etapa/shared/api/rules';
import { checkRule } from '@etapa/shared/rules/check';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { newId } from '../store/ids.ts';
import { RuleStore, type StoredRule } from '../store/rules.ts';
import { RuleHealthStore } from '../store/rules-health.ts';
import { AuditService, actorOf } from './audit.ts';
import { EntityTypeService } from './entity-types.ts';
import { refused } from './refusal-error.ts';
import { RulePresenter } from './rules/present.ts';

/** Rules: read by who may see the type, saved by who may design it. Each save is a version. */
@Injectable()
export class RuleService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: RuleStore,
    private readonly health: RuleHealthStore,
    private readonly presenter: RulePresenter,
    private readonly types: EntityTypeService,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly audit: AuditService,
  ) {}

  /** @param entityType absent: of every type the caller may see */
  async list(caller: Caller, entityType?: string): Promise<{ items: SavedRule[] }> {
    const keys = entityType
      ? [(await this.types.find(caller, entityType)).key]
      : (await this.types.list(caller)).items.map(({ key }) => key);
    return { items: await this.presenter.all(await this.store.list(this.database, keys)) };
  }

  async get(caller: Caller, entityType: string, key: string): Promise<SavedRule> {
    return this.presenter.one(await this.find(caller, entityType, key));
  }

  async versions(caller: Caller, entityType: string, key: string) {
    const { id } = await this.find(caller, entityType, key);
    const rows = await this.store.versions(this.database, id);
    return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
  }

  /** @throws RefusalError `forbidden`, `duplicate`, `invalid_definition` with every fault */
  async create(caller: Caller, entityType: string, document: SentRule): Promise<SavedRule> {
    const rule = await this.checked(caller, entityType, withoutFacts(document));
    return this.save(caller, entityType, rule, 0);
  }

  /**
   * @param document with the `version` it was made from, where it must not undo what someone else has saved since
   * @throws RefusalError as `create` does, `not_found`, and `version_conflict` with the rule as it is
   */
  async replace(caller: Caller, entityType: string, key: string, document: SentRule): Promise<SavedRule> {
    const present = await this.find(caller, entityType, key);
    if (document.version !== undefined && document.version !== present.version) throw await this.outdated(present);
    const rule = await this.checked(caller, entityType, withoutFacts(document));
    if (rule.key !== key) {
      const message = `The key of a rule cannot change: it is "${key}".`;
      throw refused('invalid_definition', message, [{ path: '/key', code: 'mismatch', message }]);
    }
    return this.save(caller, entityType, rule, present.version);
  }

  /**
   * Saves a rule as it was at an earlier version, as its next one.
   * @throws RefusalError as `replace` does; `invalid_definition` where it does not fit the type any more
   */
  async restore(caller: Caller, entityType: string, key: string, version: number): Promise<SavedRule> {
    const present = await this.find(caller, entityType, key);
    const rows = await this.store.versions(this.database, present.id);
    const row = rows.find((each) => each.version === version);
    if (!row) throw refused('not_found', 'The rule has no such version.');
    const rule = await this.checked(caller, entityType, row.definition);
    return this.save(caller, entityType, rule, present.version, version);
  }

  /** Saves a rule whether there is one of its key or not: packages install this way. */
  async install(caller: Caller, entityType: string, document: Rule): Promise<SavedRule> {
    const rule = await this.checked(caller, entityType, document);
    const known = await this.store.find(this.database, entityType, rule.key);
    return this.save(caller, entityType, rule, known?.version ?? 0);
  }

  /** The rule as stored, for services that go on with it. @throws RefusalError `not_found` */
  async find(caller: Caller, entityType: string, key: string): Promise<StoredRule> {
    await this.types.find(caller, entityType);
    const rule = await this.store.find(this.database, entityType, key);
    if (!rule) throw refused('not_found', 'There is no such rule.');
    return rule;
  }

  /** The document, when the caller may save it. @throws RefusalError `forbidden`, `invalid_definition` */
  async checked(caller: Caller, entityType: string, document: Rule): Promise<Rule> {
    const { definition } = await this.types.find(caller, entityType);
    requireDesign(caller, entityType);
    const catalogue = await this.catalogue.now();
    const faults = checkRule(document, definition, (key) => catalogue.definition(key));
    if (faults.length === 0) return document;
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    throw refused('invalid_definition', `The rule has ${count}.`, faults);
  }

  async remove(caller: Caller, entityType: string, key: string): Promise<void> {
    const rule = await this.find(caller, entityType, key);
    requireDesign(caller, entityType);
    await this.database.transaction(async (tx) => {
      await this.store.remove(tx, rule.id, this.clock.now());
      await this.audit.note(tx, actorOf(caller), 'rule.deleted', { entityType, rule: key });
    });
  }

  /** @param restored the version that is saved again */
  private async save(
    caller: Caller,
    entityType: string,
    definition: Rule,
    expected: number,
    restored?: number,
  ): Promise<SavedRule> {
    const actor = actorOf(caller);
    const now = this.clock.now();
    const saved = await this.database.transaction(async (tx) => {
      const row = await this.store.save(tx, { id: newId(), entityType, definition, expected, actor, now });
      if (!row) return null;
      const { version } = row;
      await this.health.forgetFailures(tx, row.id);
      const data = { rule: definition.key, version, enabled: definition.enabled };
      const cause = { correlation: newId(), depth: 0 };
      await append(tx, [{ kind: 'rule.saved', at: now, entityType, data, actor, cause }]);
      const detail = { version, ...(restored === undefined ? {} : { restored }) };
      await this.audit.note(tx, actor, 'rule.saved', { entityType, rule: definition.key }, detail);
      return row;
    });
    if (saved) return this.presenter.one(saved);
    const present = await this.find(caller, entityType, definition.key);
    if (expected > 0) throw await this.outdated(present);
    const message = `The key "${definition.key}" is taken.`;
    throw refused('duplicate', message, [{ path: '/key', code: 'duplicate', message }]);
  }

  private async outdated(present: StoredRule) {
    const current = await this.presenter.one(present);
    return refused('version_conflict', 'The rule was saved by someone else meanwhile.', undefined, { current });
  }
}

/** What `present` adds to a document: not part of it when it comes back. */
const FACTS = ['id', 'entityType', 'version', 'broken', 'paused', 'warnings', 'recent', 'createdAt', 'updatedAt'];

/** The document alone; a rule that does not say so is switched on. */
function withoutFacts(document: SentRule): Rule {
  if (typeof document !== 'object' || document === null) return document;
  const own = Object.entries(document).filter(([name]) => !FACTS.includes(name));
  return { enabled: true, ...Object.fromEntries(own) } as unknown as Rule;
}

/** A rule that is tried and not saved; where it says no key or name, it is called as it was asked for. */
export const draftOf = (key: string, document: Partial<SentRule>): Rule =>
  withoutFacts({ key, name: key, ...document } as SentRule);

/** @throws RefusalError `forbidden` */
export function requireDesign(caller: Caller, entityType: string): void {
  if (!may(caller, 'design', entityType, caller.allRoles)) throw refused('forbidden', 'You may not design this type.');
}
