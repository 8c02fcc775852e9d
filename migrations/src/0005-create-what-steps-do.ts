import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What steps of rules leave behind: turns, tags, tasks that hold a card, e-mails and approvals. */
export class CreateWhatStepsDo implements MigrationInterface {
  name = 'CreateWhatStepsDo1795000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE assign_turns (
        rule_id uuid NOT NULL REFERENCES rules ON DELETE CASCADE,
        step_id text NOT NULL,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        turn bigint NOT NULL,
        PRIMARY KEY (rule_id, step_id, user_id)
      );
      COMMENT ON TABLE assign_turns IS 'Who had their turn last when a step chose an owner among several.';

      CREATE INDEX tasks_holding ON tasks (record_id) WHERE status = 'open' AND blocks_stage IS NOT NULL;

      ALTER TABLE records ADD COLUMN tags text[] NOT NULL DEFAULT '{}';

      CREATE TABLE emails (
        id uuid PRIMARY KEY,
        record_id uuid REFERENCES records ON DELETE CASCADE,
        entity_type text,
        run_id uuid REFERENCES rule_runs ON DELETE SET NULL,
        step_path text,
        message_id text NOT NULL UNIQUE,
        recipients jsonb NOT NULL,
        subject text NOT NULL,
        body text NOT NULL,
        attachments uuid[] NOT NULL DEFAULT '{}',
        state text NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        error text,
        due_at timestamptz,
        created_by jsonb NOT NULL,
        cause jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        sent_at timestamptz
      );
      CREATE INDEX emails_record ON emails (record_id, id DESC);
      CREATE INDEX emails_due ON emails (due_at) WHERE state = 'queued';
      COMMENT ON COLUMN emails.due_at IS 'Of a queued one: when to try next; while one worker sends it, when others may.';

      CREATE TABLE approvals (
        id uuid PRIMARY KEY,
        record_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        entity_type text NOT NULL,
        run_id uuid NOT NULL REFERENCES rule_runs ON DELETE CASCADE,
        step_path text NOT NULL,
        text text NOT NULL,
        mode jsonb NOT NULL,
        status text NOT NULL,
        due_at timestamptz,
        reminded_at timestamptz,
        created_by jsonb NOT NULL,
        cause jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        decided_at timestamptz,
        UNIQUE (run_id, step_path)
      );
      CREATE INDEX approvals_record ON approvals (record_id, id DESC);
      CREATE INDEX approvals_due ON approvals (due_at) WHERE status = 'pending' AND reminded_at IS NULL;

      CREATE TABLE approval_people (
        approval_id uuid NOT NULL REFERENCES approvals ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users,
        position int NOT NULL,
        asked_at timestamptz,
        decision text,
        comment text,
        decided_at timestamptz,
        PRIMARY KEY (approval_id, user_id)
      );
      CREATE INDEX approval_people_user ON approval_people (user_id, approval_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE approval_people;
      DROP TABLE approvals;
      DROP TABLE emails;
      ALTER TABLE records DROP COLUMN tags;
      DROP INDEX tasks_holding;
      DROP TABLE assign_turns;
    `);
  }
}
