import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Copies of records, column by column, that reports go over quickly. They can be made anew at any time: so they are not
 * logged, and empty after a crash.
 */
export class CreatePackedRecords implements MigrationInterface {
  name = 'CreatePackedRecords1795000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE packed_types (
        entity_type text PRIMARY KEY,
        cluster text NOT NULL,
        snapshot text NOT NULL
      );

      CREATE UNLOGGED TABLE packed_chunks (
        entity_type text NOT NULL,
        chunk int NOT NULL,
        first_id uuid NOT NULL,
        last_id uuid NOT NULL,
        records int NOT NULL,
        created_from timestamptz NOT NULL,
        created_to timestamptz NOT NULL,
        ids text STORAGE EXTERNAL NOT NULL,
        PRIMARY KEY (entity_type, chunk)
      );

      CREATE UNLOGGED TABLE packed_columns (
        entity_type text NOT NULL,
        chunk int NOT NULL,
        name text NOT NULL,
        counts text STORAGE EXTERNAL,
        words text,
        width int NOT NULL,
        data text STORAGE EXTERNAL NOT NULL,
        PRIMARY KEY (entity_type, chunk, name)
      );
      COMMENT ON TABLE packed_types IS 'What of the log the packed columns hold: everything that the snapshot sees.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE packed_columns, packed_chunks, packed_types');
  }
}
