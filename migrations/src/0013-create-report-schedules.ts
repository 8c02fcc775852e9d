import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports and dashboards that are sent by e-mail at times of the clock, with their pictures. */
export class CreateReportSchedules implements MigrationInterface {
  name = 'CreateReportSchedules1795000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_schedules (
        id uuid PRIMARY KEY,
        report_id uuid REFERENCES reports ON DELETE CASCADE,
        dashboard_id uuid REFERENCES dashboards ON DELETE CASCADE,
        cron text NOT NULL,
        time_zone text NOT NULL,
        user_ids uuid[] NOT NULL,
        roles text[] NOT NULL,
        attachment text,
        paused boolean NOT NULL,
        owner_id uuid REFERENCES users ON DELETE CASCADE,
        next_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CHECK (num_nonnulls(report_id, dashboard_id) = 1)
      );
      CREATE INDEX report_schedules_due ON report_schedules (next_at) WHERE NOT paused;
      CREATE INDEX report_schedules_report ON report_schedules (report_id);
      CREATE INDEX report_schedules_dashboard ON report_schedules (dashboard_id);

      CREATE TABLE report_letters (
        schedule_id uuid NOT NULL REFERENCES report_schedules ON DELETE CASCADE,
        occurrence timestamptz NOT NULL,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        attempts int NOT NULL,
        PRIMARY KEY (schedule_id, occurrence, user_id)
      );
      COMMENT ON TABLE report_letters IS
        'E-mails that a schedule owes: taken away in the transaction that writes the e-mail, so that each is written once.';

      ALTER TABLE emails ADD COLUMN html text;
      COMMENT ON COLUMN emails.html IS 'The same as body, with pictures inside, for mails that have any.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE emails DROP COLUMN html;
      DROP TABLE report_letters, report_schedules;
    `);
  }
}
