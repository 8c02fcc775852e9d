import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What bulk changes are to do record by record, and the past of records on its way in. */
export class CreateBulkItems implements MigrationInterface {
  name = 'CreateBulkItems1795000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bulk_items (
        job_id uuid NOT NULL REFERENCES jobs ON DELETE CASCADE,
        ordinal bigint NOT NULL,
        record_id uuid NOT NULL,
        entity_type text NOT NULL,
        made_id uuid,
        before jsonb,
        after jsonb,
        PRIMARY KEY (job_id, ordinal)
      );
      COMMENT ON TABLE bulk_items IS
        'The records of a bulk change as they were chosen at its start; before and after say what it changed, for undoing.';

      ALTER TABLE jobs ADD COLUMN undone_by uuid REFERENCES jobs ON DELETE SET NULL;

      CREATE TABLE import_visits (
        job_id uuid NOT NULL REFERENCES jobs ON DELETE CASCADE,
        line bigint NOT NULL,
        record_key text NOT NULL,
        at timestamptz NOT NULL,
        cells jsonb NOT NULL,
        PRIMARY KEY (job_id, line)
      );
      CREATE INDEX import_visits_record ON import_visits (job_id, record_key COLLATE "C", at, line);
      COMMENT ON TABLE import_visits IS
        'Rows of a history being imported, until all are there: those of one record may stand anywhere in the file.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_visits, bulk_items; ALTER TABLE jobs DROP COLUMN undone_by');
  }
}
