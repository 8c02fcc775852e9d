import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who a view is shared with, and which one opens first for whom. */
export class ShareViews implements MigrationInterface {
  name = 'ShareViews1795000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE views
        ADD COLUMN roles text[] NOT NULL DEFAULT '{}',
        ADD COLUMN team_ids uuid[] NOT NULL DEFAULT '{}';

      CREATE INDEX views_entity_type ON views (entity_type);

      CREATE TABLE view_defaults (
        entity_type text NOT NULL,
        whose text NOT NULL,
        view_id uuid NOT NULL REFERENCES views ON DELETE CASCADE,
        PRIMARY KEY (entity_type, whose)
      );
      COMMENT ON COLUMN view_defaults.whose IS 'user:<id>, team:<id>, role:<key> or everyone; the nearest one holds.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE view_defaults;
      DROP INDEX views_entity_type;
      ALTER TABLE views DROP COLUMN roles, DROP COLUMN team_ids;
    `);
  }
}
