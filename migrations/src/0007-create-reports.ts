import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Saved reports, dashboards that show them, and the amounts that forecasts are held against. */
export class CreateReports implements MigrationInterface {
  name = 'CreateReports1795000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reports (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        entity_type text NOT NULL,
        definition jsonb NOT NULL,
        owner_id uuid REFERENCES users,
        roles text[] NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE INDEX reports_type ON reports (entity_type);

      CREATE TABLE dashboards (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        widgets jsonb NOT NULL,
        owner_id uuid REFERENCES users,
        roles text[] NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );

      CREATE TABLE targets (
        id uuid PRIMARY KEY,
        entity_type text NOT NULL,
        month date NOT NULL,
        owner_id uuid REFERENCES users ON DELETE CASCADE,
        team_id uuid REFERENCES teams ON DELETE CASCADE,
        amount numeric NOT NULL,
        UNIQUE NULLS NOT DISTINCT (entity_type, month, owner_id, team_id)
      );
      COMMENT ON TABLE targets IS 'Of a month (its first day): a person''s, a team''s or, without either, everybody''s together.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reports, dashboards, targets');
  }
}
