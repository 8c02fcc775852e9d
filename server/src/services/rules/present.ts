import type { RuleWarning, SavedRule } from '@etapa/shared/api/rules';
import { pointerToken } from '@etapa/shared/fields/fault';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import { firstIdAt } from '../../store/ids.ts';
import type { StoredRule } from '../../store/rules.ts';
import { RuleHealthStore } from '../../store/rules-health.ts';

const DAY = 86_400_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Shows rules with how they do: their last day, and people they name who have left. */
@Injectable()
export class RulePresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly health: RuleHealthStore,
  ) {}

  async one(rule: StoredRule): Promise<SavedRule> {
    const [shown] = await this.all([rule]);
    if (!shown) throw new Error('A rule was shown as nothing.');
    return shown;
  }

  async all(rules: StoredRule[]): Promise<SavedRule[]> {
    if (rules.length === 0) return [];
    const ids = rules.map(({ id }) => id);
    const since = new Date(this.clock.now().getTime() - DAY);
    const recent = await this.health.recent(this.database, ids, since, firstIdAt(Date.now() - DAY));
    const named = rules.map(({ definition }) => idsIn(definition.steps, '/steps'));
    const asked = [...new Set(named.flat().map(({ id }) => id))];
    const gone = asked.length > 0 ? await this.health.gone(this.database, asked) : new Map<string, string>();
    return rules.map(({ definition, createdAt, updatedAt, ...rule }, index) => ({
      ...definition,
      ...rule,
      // Of itself it is on again once its type is mended.
      enabled: rule.enabled && rule.broken === null,
      warnings: (named[index] ?? []).flatMap(({ id, path }) => warningOf(id, path, gone)),
      recent: recent.get(rule.id) ?? { runs: 0, failed: 0 },
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    }));
  }
}

function warningOf(userId: string, path: string, gone: ReadonlyMap<string, string>): RuleWarning[] {
  const name = gone.get(userId);
  if (name === undefined) return [];
  return [{ path, code: 'inactive_user', message: `${name} does not work here any more.`, userId }];
}

/** Every text of a rule that is an id, and where it stands. */
function idsIn(value: unknown, path: string): { id: string; path: string }[] {
  if (typeof value === 'string') return ID.test(value) ? [{ id: value.toLowerCase(), path }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => idsIn(each, `${path}/${pointerToken(key)}`));
}
