import type { InnerEffect } from '@etapa/shared/rules/effect';
import type { Performed } from '../services/rules/effects/performer.ts';
import { RuleEffects } from '../services/rules/effects.ts';
import { newId } from '../store/ids.ts';
import { isRace } from '../store/records-write.ts';
import { type OpenRun, RuleRunStore } from '../store/rule-runs.ts';
import type { TestApp } from './app.ts';

/** A rule whose steps a test performs by hand. */
export interface TestRule {
  /** Performs an effect on a record, as a step of a run of its own; again while others are faster. */
  perform(recordId: string, effect: InnerEffect, step?: string): Promise<Performed & { runId: string }>;
}

/** Keeps a rule of a type that nothing sets off. */
export async function testRule(app: TestApp, entityType: string, key = 'by-hand'): Promise<TestRule> {
  const rule = {
    key,
    name: 'By hand',
    enabled: false,
    trigger: { kind: 'record.created' },
    steps: [{ id: 's', kind: 'comment.add', text: 'Never' }],
  };
  const ruleId = newId();
  const now = new Date();
  await app.database.query(
    `INSERT INTO rules (id, entity_type, key, version, enabled, definition, created_at, updated_at)
     VALUES ($1, $2, $3, 1, false, $4, $5, $5)`,
    [ruleId, entityType, key, JSON.stringify(rule), now],
  );
  await app.database.query(
    `INSERT INTO rule_versions (rule_id, version, definition, created_at, created_by) VALUES ($1, 1, $2, $3, '{}')`,
    [ruleId, JSON.stringify(rule), now],
  );
  return {
    async perform(recordId, effect, step = 's') {
      const id = newId();
      const cause = { correlation: newId(), depth: 3 };
      const made = { id, ruleId, ruleVersion: 1, entityType, recordId, cause, context: {}, status: 'running' as const };
      const runs = app.get(RuleRunStore);
      await runs.insert(app.database, [{ ...made, triggerKey: `test:${id}`, eventSeq: 0 }], new Date());
      const run: OpenRun = { ...made, rule, attempts: 0, eventSeq: 0, dueAt: null, steps: [], alone: true };
      for (;;) {
        try {
          const placed = { path: step, step: { id: step, kind: effect.kind } };
          const work = app.database.transaction((tx) => app.get(RuleEffects).perform(tx, run, placed, effect));
          return { ...(await work), runId: id };
        } catch (error) {
          if (!isRace(error)) throw error;
        }
      }
    },
  };
}
