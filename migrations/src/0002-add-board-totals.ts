import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts and sums of board columns, kept by every write of a record, and what an import still has to do. */
export class AddBoardTotals implements MigrationInterface {
  name = 'AddBoardTotals1795000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE board_totals (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        entity_type text NOT NULL,
        funnel text NOT NULL,
        stage text NOT NULL,
        count bigint NOT NULL,
        sums jsonb NOT NULL
      );
      CREATE INDEX board_totals_column ON board_totals (entity_type, funnel, stage);
      COMMENT ON TABLE board_totals IS
        'Appended to by each write, so that writers never wait for each other; a column''s total is the sum of its rows.';

      -- The very expression by which lists sort titles.
      CREATE INDEX records_title ON records (entity_type,
        (left(translate(lower(upper((title) COLLATE "und-x-icu")), 'ς', 'σ'), 200) COLLATE "und-x-icu"), id)
        WHERE deleted_at IS NULL;

      CREATE TABLE import_chunks (
        file_id uuid NOT NULL,
        ordinal int NOT NULL,
        bytes bytea NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (file_id, ordinal)
      );
      COMMENT ON TABLE import_chunks IS 'Files being imported, by the id of their job: any worker can read them.';

      CREATE TABLE import_postponed (
        job_id uuid NOT NULL REFERENCES jobs ON DELETE CASCADE,
        ordinal bigint GENERATED ALWAYS AS IDENTITY,
        record_id uuid NOT NULL,
        line bigint NOT NULL,
        column_name text NOT NULL,
        value text NOT NULL,
        row jsonb NOT NULL,
        PRIMARY KEY (job_id, ordinal)
      );
      COMMENT ON TABLE import_postponed IS
        'Links of imported records to records that come later in the same file: set when all are there.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_postponed, import_chunks, board_totals; DROP INDEX records_title');
  }
}
