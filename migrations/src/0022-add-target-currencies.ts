import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A target of money is in a currency, of which a month may have several. Those there are were held against the type's
 * first amount: they are in its currency, or else the organisation's; of a type without money they stay plain numbers.
 */
export class AddTargetCurrencies implements MigrationInterface {
  name = 'AddTargetCurrencies1795000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE targets ADD COLUMN currency text;
      COMMENT ON COLUMN targets.currency IS 'ISO 4217; null: the amount is no money.';
      UPDATE targets t SET currency = (
        SELECT coalesce(f.field ->> 'currency', o.currency)
        FROM entity_types e, organization o, jsonb_array_elements(e.definition -> 'fields') WITH ORDINALITY AS f(field, place)
        WHERE e.key = t.entity_type AND f.field ->> 'kind' = 'money'
        ORDER BY f.field ? 'formula', f.place LIMIT 1);
      ALTER TABLE targets DROP CONSTRAINT targets_entity_type_month_owner_id_team_id_key;
      ALTER TABLE targets ADD UNIQUE NULLS NOT DISTINCT (entity_type, month, owner_id, team_id, currency);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Without a currency a month has one target: the largest number of several is as good as any other.
    await runner.query(`
      DELETE FROM targets t USING targets other WHERE other.entity_type = t.entity_type AND other.month = t.month
        AND other.owner_id IS NOT DISTINCT FROM t.owner_id AND other.team_id IS NOT DISTINCT FROM t.team_id
        AND (other.amount, other.id) > (t.amount, t.id);
      ALTER TABLE targets DROP COLUMN currency;
      ALTER TABLE targets ADD CONSTRAINT targets_entity_type_month_owner_id_team_id_key
        UNIQUE NULLS NOT DISTINCT (entity_type, month, owner_id, team_id);
    `);
  }
}
