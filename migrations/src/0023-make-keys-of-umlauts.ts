import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of duplicates are made anew, one type after the other: German umlauts that were written out are found. */
export class MakeKeysOfUmlauts implements MigrationInterface {
  name = 'MakeKeysOfUmlauts1795000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('UPDATE entity_types SET keys_version = 0 WHERE deleted_at IS NULL');
  }

  async down(): Promise<void> {
    // Keys of the one way are found by nobody who looks for the other, and are made anew with every write.
  }
}
