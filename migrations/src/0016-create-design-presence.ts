import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is in the builder of which process: seen by whichever server the other one asks. */
export class CreateDesignPresence implements MigrationInterface {
  name = 'CreateDesignPresence1795000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE design_presence (
        entity_type text NOT NULL,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        part text NOT NULL,
        seen_at timestamptz NOT NULL,
        PRIMARY KEY (entity_type, user_id)
      );
      COMMENT ON TABLE design_presence IS 'Not worth a log: those who are there say so again within seconds.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE design_presence');
  }
}
