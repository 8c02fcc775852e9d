import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What narrows a dashboard for everyone is kept with it. */
export class AddDashboardQuestions implements MigrationInterface {
  name = 'AddDashboardQuestions1795000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE dashboards ADD COLUMN question jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dashboards DROP COLUMN question');
  }
}
