import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has been tried how often: in the database, so that every web process counts together. */
export class CreateRateLimits implements MigrationInterface {
  name = 'CreateRateLimits1795000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rate_limits (
        key text PRIMARY KEY,
        count int NOT NULL,
        until timestamptz NOT NULL
      );
      CREATE INDEX rate_limits_until ON rate_limits (until);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_limits');
  }
}
