import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What live change of definitions needs: the saved drafts, where records of removed stages went, values set aside. */
export class AddDrafts implements MigrationInterface {
  name = 'AddDrafts1795000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entity_type_versions ADD COLUMN stage_map jsonb NOT NULL DEFAULT '{}';
      COMMENT ON COLUMN entity_type_versions.stage_map IS 'Where records of stages that this version took away go.';

      CREATE TABLE entity_type_drafts (
        entity_type text NOT NULL,
        revision int NOT NULL,
        definition jsonb NOT NULL,
        saved_at timestamptz NOT NULL,
        saved_by jsonb NOT NULL,
        PRIMARY KEY (entity_type, revision)
      );
      COMMENT ON TABLE entity_type_drafts IS 'The last saves of each draft: what a stale one is compared with.';

      CREATE INDEX records_set_aside ON records (entity_type, id) WHERE set_aside IS NOT NULL AND deleted_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX records_set_aside;
      DROP TABLE entity_type_drafts;
      ALTER TABLE entity_type_versions DROP COLUMN stage_map;
    `);
  }
}
