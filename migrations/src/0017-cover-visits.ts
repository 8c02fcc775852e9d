import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports read the way of each record out of an index alone: no visit is looked up in its table. */
export class CoverVisits implements MigrationInterface {
  name = 'CoverVisits1795000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stage_visits ADD CONSTRAINT stage_visits_way
        UNIQUE (record_id, ordinal) INCLUDE (funnel, stage, entered_at, left_at);
      ALTER TABLE stage_visits DROP CONSTRAINT stage_visits_record_id_ordinal_key;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stage_visits ADD CONSTRAINT stage_visits_record_id_ordinal_key UNIQUE (record_id, ordinal);
      ALTER TABLE stage_visits DROP CONSTRAINT stage_visits_way;
    `);
  }
}
