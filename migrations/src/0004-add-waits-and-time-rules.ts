import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What runs wait for, calls to the outside that are under way, and how far time has been looked through for rules. */
export class AddWaitsAndTimeRules implements MigrationInterface {
  name = 'AddWaitsAndTimeRules1795000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rule_runs ADD COLUMN wait jsonb, ADD COLUMN wait_xid xid8;
      COMMENT ON COLUMN rule_runs.wait IS 'The trigger whose event lets a waiting run go on.';
      COMMENT ON COLUMN rule_runs.wait_xid IS 'Events of transactions after this one are what it waits for.';
      COMMENT ON COLUMN rule_runs.due_at IS
        'Of a waiting run: when it goes on. Of a running one: when its step may be tried again, by whomever.';
      -- Until now a run that paused before another attempt was called waiting. Now it keeps its record's lane.
      UPDATE rule_runs SET status = 'running' WHERE status = 'waiting';
      CREATE INDEX rule_runs_first ON rule_runs (record_id, event_seq, created_at, id) WHERE status = 'running';
      CREATE INDEX rule_runs_wait ON rule_runs (record_id) WHERE status = 'waiting' AND wait IS NOT NULL;
      DROP INDEX rule_runs_lane;

      ALTER TABLE rule_steps ADD COLUMN call jsonb;
      COMMENT ON COLUMN rule_steps.call IS 'What is asked of the outside: the same each time it is tried.';

      -- Versions from before were in force before every event that has not been read yet.
      ALTER TABLE rule_versions ADD COLUMN xid xid8 NOT NULL DEFAULT '0';
      ALTER TABLE rule_versions ALTER COLUMN xid SET DEFAULT pg_current_xact_id();
      COMMENT ON COLUMN rule_versions.xid IS 'A version is in force for the events of later transactions.';

      CREATE TABLE rule_clocks (
        rule_id uuid PRIMARY KEY REFERENCES rules ON DELETE CASCADE,
        version int NOT NULL,
        reached jsonb NOT NULL,
        updated_at timestamptz NOT NULL
      );
      COMMENT ON TABLE rule_clocks IS 'How far a rule that time sets off has been followed, by the version it has.';

      CREATE TABLE rule_rechecks (
        record_id uuid PRIMARY KEY REFERENCES records ON DELETE CASCADE,
        entity_type text NOT NULL
      );
      COMMENT ON TABLE rule_rechecks IS
        'Records that came with a past, or out of the trash: time may have passed them by, so they are looked at once.';

      ALTER TABLE tasks ADD COLUMN overdue_at timestamptz;
      COMMENT ON COLUMN tasks.overdue_at IS 'The due time at which the log was told that the task is overdue.';
      UPDATE tasks SET overdue_at = due_at WHERE due_at < now();
      CREATE INDEX tasks_overdue ON tasks (due_at) WHERE status = 'open' AND overdue_at IS DISTINCT FROM due_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX tasks_overdue;
      ALTER TABLE tasks DROP COLUMN overdue_at;
      DROP TABLE rule_rechecks, rule_clocks;
      ALTER TABLE rule_versions DROP COLUMN xid;
      ALTER TABLE rule_steps DROP COLUMN call;
      CREATE INDEX rule_runs_lane ON rule_runs (record_id, created_at, id) WHERE status IN ('running', 'waiting');
      DROP INDEX rule_runs_first, rule_runs_wait;
      ALTER TABLE rule_runs DROP COLUMN wait, DROP COLUMN wait_xid;
    `);
  }
}
