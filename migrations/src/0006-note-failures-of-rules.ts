import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Records on which a rule failed since it last did well: a streak of them pauses it. And a coarse index of the log by
 * time, for what is asked of a period of the past; it costs writes next to nothing, since times grow with the log.
 */
export class NoteFailuresOfRules implements MigrationInterface {
  name = 'NoteFailuresOfRules1795000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE rules ADD COLUMN paused jsonb, ADD COLUMN failure_told_at timestamptz;
      COMMENT ON COLUMN rules.paused IS 'Since when and why Etapa itself has switched the rule off.';
      COMMENT ON COLUMN rules.failure_told_at IS 'When people were last told of a failure: not of each one of a burst.';

      CREATE TABLE rule_failures (
        rule_id uuid NOT NULL REFERENCES rules ON DELETE CASCADE,
        record_id uuid NOT NULL,
        run_id uuid NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (rule_id, record_id)
      );
      COMMENT ON TABLE rule_failures IS 'Records on which a rule failed since it last did well.';

      CREATE INDEX events_at ON events USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX events_at;
      DROP TABLE rule_failures;
      ALTER TABLE rules DROP COLUMN paused, DROP COLUMN failure_told_at;
    `);
  }
}
