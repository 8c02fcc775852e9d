import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { Button } from '@etapa/shared/api/buttons';
import { evaluate } from '@etapa/shared/conditions/evaluate';
import type { RecordState } from '@etapa/shared/process/record';
import type { Trigger } from '@etapa/shared/rules/rule';
import { keysOf } from '@etapa/shared/rules/triggers/kind';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { append } from '../../log/append.ts';
import { Database } from '../../store/database.ts';
import { RuleStore, type StoredRule } from '../../store/rules.ts';
import { TaskStore } from '../../store/tasks.ts';
import { doerOf } from '../doer.ts';
import { refused } from '../refusal-error.ts';
import { ActionableRecords } from './actionable-records.ts';
import { RuleConditions } from './conditions.ts';

/**
 * Buttons of rules on cards: seen where the rule's condition holds, by who may read the record and either has a role
 * that the rule names or, where it names none, may change the record.
 */
@Injectable()
export class ButtonService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: RuleStore,
    private readonly records: ActionableRecords,
    private readonly conditions: RuleConditions,
    private readonly activity: TaskStore,
  ) {}

  /** @throws RefusalError `not_found` for a record one may not read */
  async list(caller: Caller, entityType: string, name: string): Promise<{ items: Button[] }> {
    const { record, mayUpdate } = await this.records.find(caller, entityType, name);
    const items: Button[] = [];
    for (const rule of await this.buttons(entityType)) {
      if (!mayPress(caller, rule.definition.trigger, mayUpdate) || !(await this.holds(rule, record))) continue;
      items.push({ rule: rule.definition.key, label: String(rule.definition.trigger.label) });
    }
    return { items };
  }

  /**
   * @throws RefusalError `not_found` for a record or a button that is not there, `forbidden`, and `guard_failed` when the
   *   rule's condition does not hold any more
   */
  async press(caller: Caller, entityType: string, name: string, ruleKey: string): Promise<{ eventId: string }> {
    const { record, mayUpdate } = await this.records.find(caller, entityType, name);
    const rule = (await this.buttons(entityType)).find(({ definition }) => definition.key === ruleKey);
    if (!rule) throw refused('not_found', 'There is no such button.');
    const { trigger } = rule.definition;
    if (!mayPress(caller, trigger, mayUpdate))
      throw refused('forbidden', 'Your roles do not allow to press this button.');
    if (!(await this.holds(rule, record))) {
      throw refused('guard_failed', 'The button is not for the record as it is now.');
    }
    const { actor, cause } = doerOf(caller);
    const at = this.clock.now();
    const data = { rule: ruleKey, label: trigger.label };
    const [eventId = ''] = await this.database.transaction(async (tx) => {
      await this.activity.touchRecord(tx, record.id, at);
      return append(tx, [{ kind: 'button.pressed', at, data, actor, cause, entityType, recordId: record.id }]);
    });
    return { eventId };
  }

  private async buttons(entityType: string): Promise<StoredRule[]> {
    const rules = await this.rules.enabled(this.database, [entityType]);
    return rules.filter(({ definition }) => definition.trigger.kind === 'button.pressed');
  }

  private async holds({ definition, entityType }: StoredRule, record: RecordState): Promise<boolean> {
    if (!definition.when) return true;
    // Of a press nothing has changed: the record was before as it is.
    const asked = { record, before: record, at: this.clock.now().toISOString() };
    return evaluate(definition.when, await this.conditions.context(this.database, definition, entityType, asked));
  }
}

function mayPress(caller: Caller, trigger: Trigger, mayUpdate: boolean): boolean {
  const roles = keysOf(trigger, 'roles');
  return roles === undefined ? mayUpdate : isAdmin(caller) || roles.some((role) => caller.roles.includes(role));
}
