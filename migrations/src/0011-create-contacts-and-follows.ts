import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Logs of contacts, who follows what, and how each person wants to be told of things. */
export class CreateContactsAndFollows implements MigrationInterface {
  name = 'CreateContactsAndFollows1795000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contacts (
        id uuid PRIMARY KEY,
        record_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        entity_type text NOT NULL,
        kind text NOT NULL,
        at timestamptz NOT NULL,
        text text NOT NULL DEFAULT '',
        budget text,
        authority text,
        need text,
        timing text,
        competitor text,
        next_action text,
        next_action_at timestamptz,
        task_id uuid REFERENCES tasks ON DELETE SET NULL,
        created_by jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        version int NOT NULL DEFAULT 1
      );
      CREATE INDEX contacts_record ON contacts (record_id, id DESC);
      COMMENT ON TABLE contacts IS
        'What was said to a client and when: a call, a visit, with budget, authority, need, timing and competitor.';

      CREATE TABLE follows (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        record_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        following boolean NOT NULL,
        since timestamptz NOT NULL,
        PRIMARY KEY (user_id, record_id)
      );
      CREATE INDEX follows_record ON follows (record_id);
      COMMENT ON COLUMN follows.following IS
        'False: no longer, also where owning the record or being mentioned would make one follow it.';

      CREATE TABLE notification_settings (
        user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        settings jsonb NOT NULL
      );

      ALTER TABLE notifications ADD COLUMN in_app boolean NOT NULL DEFAULT true, ADD COLUMN email_at timestamptz;
      CREATE INDEX notifications_email ON notifications (email_at) WHERE email_at IS NOT NULL;
      CREATE INDEX notifications_record ON notifications (record_id, user_id) WHERE read_at IS NULL;
      COMMENT ON COLUMN notifications.email_at IS 'When it is to go out by e-mail; null when it is not, or went.';

      ALTER TABLE tasks ADD COLUMN remind_at timestamptz, ADD COLUMN reminded_at timestamptz;
      CREATE INDEX tasks_reminded ON tasks (due_at) WHERE status = 'open' AND due_at IS DISTINCT FROM reminded_at;
      COMMENT ON COLUMN tasks.reminded_at IS 'The due time of which the one it is for was reminded.';

      CREATE TABLE norm_warnings (
        visit_id bigint PRIMARY KEY REFERENCES stage_visits ON DELETE CASCADE,
        at timestamptz NOT NULL
      );
      COMMENT ON TABLE norm_warnings IS 'Visits of stages whose norm was passed and whose owner was told so.';
    `);
    // What happened before is no news: who reads the log for followers begins at its end.
    await runner.query(`
      INSERT INTO cursors (consumer, xid, seq, updated_at)
        SELECT 'followers', xid, seq, now() FROM events ORDER BY xid DESC, seq DESC LIMIT 1;
      UPDATE tasks SET reminded_at = due_at WHERE due_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM cursors WHERE consumer = 'followers';
      DROP TABLE norm_warnings, notification_settings, follows, contacts;
      ALTER TABLE tasks DROP COLUMN remind_at, DROP COLUMN reminded_at;
      ALTER TABLE notifications DROP COLUMN in_app, DROP COLUMN email_at;
    `);
  }
}
