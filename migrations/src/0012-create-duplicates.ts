import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What tells duplicates, what was decided about them, and records that became one. */
export class CreateDuplicates implements MigrationInterface {
  name = 'CreateDuplicates1795000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duplicate_keys (
        record_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        field text NOT NULL,
        entity_type text NOT NULL,
        sort text NOT NULL,
        key text NOT NULL,
        form text NOT NULL,
        PRIMARY KEY (record_id, field)
      );
      CREATE INDEX duplicate_keys_key ON duplicate_keys (entity_type, sort, key);
      COMMENT ON TABLE duplicate_keys IS
        'Values of records in one spelling, written with the record: those that share one may be the same thing.';

      ALTER TABLE entity_types ADD COLUMN keys_version int NOT NULL DEFAULT 0;
      ALTER TABLE entity_types ALTER COLUMN keys_version SET DEFAULT 1;
      COMMENT ON COLUMN entity_types.keys_version IS
        'The version by which all records have their duplicate_keys and search texts; a job brings up the others.';

      CREATE TABLE duplicate_verdicts (
        one_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        other_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        decided_at timestamptz NOT NULL,
        decided_by jsonb NOT NULL,
        PRIMARY KEY (one_id, other_id),
        CHECK (one_id < other_id)
      );
      CREATE INDEX duplicate_verdicts_other ON duplicate_verdicts (other_id);
      COMMENT ON TABLE duplicate_verdicts IS 'Pairs of records that somebody said are not the same thing.';

      CREATE TABLE record_merges (
        id uuid PRIMARY KEY,
        entity_type text NOT NULL,
        survivor_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        lost_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        done jsonb NOT NULL,
        merged_at timestamptz NOT NULL,
        merged_by jsonb NOT NULL,
        undone_at timestamptz
      );
      CREATE UNIQUE INDEX record_merges_lost ON record_merges (lost_id) WHERE undone_at IS NULL;
      CREATE INDEX record_merges_survivor ON record_merges (survivor_id) WHERE undone_at IS NULL;
      COMMENT ON COLUMN record_merges.done IS 'All that was changed and moved, so that it can be taken back.';

      ALTER TABLE organization ADD COLUMN country text;
      COMMENT ON COLUMN organization.country IS 'ISO 3166 alpha-2: of telephone numbers written without one.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE record_merges, duplicate_verdicts, duplicate_keys;
      ALTER TABLE entity_types DROP COLUMN keys_version;
      ALTER TABLE organization DROP COLUMN country;
    `);
  }
}
