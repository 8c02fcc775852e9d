import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every essential table. Frozen once landed: later changes are later files. */
export class CreateTables implements MigrationInterface {
  name = 'CreateTables1795000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE organization (
        id boolean PRIMARY KEY DEFAULT true CHECK (id),
        name text NOT NULL DEFAULT 'Etapa',
        time_zone text NOT NULL DEFAULT 'UTC',
        currency text NOT NULL DEFAULT 'EUR',
        languages text[] NOT NULL DEFAULT '{en,ja,ru,uk}',
        working_calendar jsonb NOT NULL DEFAULT '{"days": [1,2,3,4,5], "from": "09:00", "to": "18:00", "holidays": []}'
      );
      INSERT INTO organization DEFAULT VALUES;

      CREATE TABLE teams (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        leader_id uuid,
        parent_id uuid REFERENCES teams,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE roles (
        key text PRIMARY KEY,
        name text NOT NULL,
        grants jsonb NOT NULL,
        builtin boolean NOT NULL DEFAULT false
      );

      CREATE TABLE users (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        email text,
        password_hash text,
        roles text[] NOT NULL DEFAULT '{member}',
        team_id uuid REFERENCES teams,
        language text NOT NULL DEFAULT 'en',
        time_zone text,
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX users_email ON users (lower(email));
      CREATE INDEX users_name ON users (lower(name));
      ALTER TABLE teams ADD FOREIGN KEY (leader_id) REFERENCES users;

      CREATE TABLE sessions (
        id_hash bytea PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_user ON sessions (user_id);

      CREATE TABLE api_tokens (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        name text NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz,
        revoked_at timestamptz
      );

      CREATE TABLE idempotency_keys (
        user_id uuid NOT NULL,
        key text NOT NULL,
        fingerprint bytea NOT NULL,
        status int,
        body jsonb,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, key)
      );
      CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

      CREATE TABLE entity_types (
        id uuid PRIMARY KEY,
        key text NOT NULL UNIQUE,
        version int NOT NULL,
        definition jsonb NOT NULL,
        draft jsonb,
        draft_revision int NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz
      );

      CREATE TABLE entity_type_versions (
        entity_type text NOT NULL,
        version int NOT NULL,
        definition jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        created_by jsonb NOT NULL,
        PRIMARY KEY (entity_type, version)
      );

      CREATE TABLE records (
        id uuid PRIMARY KEY,
        entity_type text NOT NULL,
        number bigint NOT NULL,
        funnel text,
        stage text,
        stage_entered_at timestamptz,
        last_activity_at timestamptz NOT NULL,
        closed_at timestamptz,
        owner_id uuid REFERENCES users,
        team_id uuid REFERENCES teams,
        title text NOT NULL DEFAULT '',
        doc jsonb NOT NULL,
        definition_version int NOT NULL,
        set_aside jsonb,
        rank text COLLATE "C" NOT NULL,
        version int NOT NULL,
        search text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL,
        created_by jsonb NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        UNIQUE (entity_type, number)
      );
      CREATE INDEX records_board ON records (entity_type, funnel, stage, rank, id) WHERE deleted_at IS NULL;
      CREATE INDEX records_owner ON records (owner_id, entity_type) WHERE deleted_at IS NULL;
      CREATE INDEX records_created ON records (entity_type, created_at DESC, id DESC) WHERE deleted_at IS NULL;
      CREATE INDEX records_trash ON records (deleted_at) WHERE deleted_at IS NOT NULL;
      CREATE INDEX records_search ON records USING gin (search gin_trgm_ops) WHERE deleted_at IS NULL;

      CREATE TABLE record_links (
        from_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        field text NOT NULL,
        to_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        position int NOT NULL DEFAULT 0,
        PRIMARY KEY (from_id, field, to_id)
      );
      CREATE INDEX record_links_to ON record_links (to_id, field);

      CREATE TABLE stage_visits (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        record_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        entity_type text NOT NULL,
        funnel text NOT NULL,
        stage text NOT NULL,
        entered_at timestamptz NOT NULL,
        entered_by jsonb NOT NULL,
        left_at timestamptz,
        ordinal int NOT NULL,
        UNIQUE (record_id, ordinal)
      );
      CREATE UNIQUE INDEX stage_visits_open ON stage_visits (record_id) WHERE left_at IS NULL;
      CREATE INDEX stage_visits_stage ON stage_visits (entity_type, funnel, stage, entered_at) WHERE left_at IS NULL;

      CREATE TABLE events (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        entity_type text,
        record_id uuid,
        record_version int,
        kind text NOT NULL,
        data jsonb NOT NULL,
        actor jsonb NOT NULL,
        cause jsonb NOT NULL
      );
      CREATE INDEX events_order ON events (xid, seq);
      CREATE INDEX events_record ON events (record_id, seq DESC);
      COMMENT ON TABLE events IS 'Append only. Consumers read by (xid, seq) below pg_snapshot_xmin, so none is skipped.';

      CREATE TABLE cursors (
        consumer text PRIMARY KEY,
        xid xid8 NOT NULL DEFAULT '0',
        seq bigint NOT NULL DEFAULT 0,
        updated_at timestamptz NOT NULL
      );

      CREATE TABLE rules (
        id uuid PRIMARY KEY,
        entity_type text NOT NULL,
        key text NOT NULL,
        version int NOT NULL,
        enabled boolean NOT NULL,
        definition jsonb NOT NULL,
        broken jsonb,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        UNIQUE (entity_type, key)
      );

      CREATE TABLE rule_versions (
        rule_id uuid NOT NULL REFERENCES rules ON DELETE CASCADE,
        version int NOT NULL,
        definition jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        created_by jsonb NOT NULL,
        PRIMARY KEY (rule_id, version)
      );

      CREATE TABLE rule_runs (
        id uuid PRIMARY KEY,
        rule_id uuid NOT NULL REFERENCES rules ON DELETE CASCADE,
        rule_version int NOT NULL,
        entity_type text NOT NULL,
        record_id uuid REFERENCES records ON DELETE CASCADE,
        trigger_key text NOT NULL,
        event_seq bigint,
        status text NOT NULL,
        cause jsonb NOT NULL,
        context jsonb NOT NULL DEFAULT '{}',
        error jsonb,
        attempts int NOT NULL DEFAULT 0,
        due_at timestamptz,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        UNIQUE (rule_id, trigger_key)
      );
      CREATE INDEX rule_runs_lane ON rule_runs (record_id, created_at, id) WHERE status IN ('running', 'waiting');
      CREATE INDEX rule_runs_due ON rule_runs (due_at) WHERE status IN ('running', 'waiting');
      CREATE INDEX rule_runs_rule ON rule_runs (rule_id, id DESC);
      CREATE INDEX rule_runs_record ON rule_runs (record_id, id DESC);
      COMMENT ON COLUMN rule_runs.trigger_key IS 'What set it off (event:<id>, visit:<id>…): a rule fires once for each.';

      CREATE TABLE rule_steps (
        run_id uuid NOT NULL REFERENCES rule_runs ON DELETE CASCADE,
        path text NOT NULL,
        step_id text NOT NULL,
        kind text NOT NULL,
        status text NOT NULL,
        input jsonb,
        output jsonb,
        error jsonb,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        PRIMARY KEY (run_id, path)
      );

      CREATE TABLE tasks (
        id uuid PRIMARY KEY,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        status text NOT NULL,
        priority text NOT NULL DEFAULT 'normal',
        assignee_id uuid REFERENCES users,
        due_at timestamptz,
        record_id uuid REFERENCES records ON DELETE CASCADE,
        entity_type text,
        checklist jsonb NOT NULL DEFAULT '[]',
        blocks_stage text,
        created_by jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        completed_at timestamptz,
        version int NOT NULL DEFAULT 1
      );
      CREATE INDEX tasks_assignee ON tasks (assignee_id, status, due_at);
      CREATE INDEX tasks_record ON tasks (record_id);

      CREATE TABLE comments (
        id uuid PRIMARY KEY,
        record_id uuid NOT NULL REFERENCES records ON DELETE CASCADE,
        text text NOT NULL,
        mentions uuid[] NOT NULL DEFAULT '{}',
        created_by jsonb NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX comments_record ON comments (record_id, created_at DESC);

      CREATE TABLE notifications (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        kind text NOT NULL,
        text text NOT NULL,
        record_id uuid REFERENCES records ON DELETE CASCADE,
        entity_type text,
        data jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        read_at timestamptz
      );
      CREATE INDEX notifications_user ON notifications (user_id, id DESC);

      CREATE TABLE files (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        media_type text NOT NULL,
        size bigint NOT NULL,
        sha256 bytea NOT NULL,
        record_id uuid REFERENCES records ON DELETE SET NULL,
        created_by jsonb NOT NULL,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE views (
        id uuid PRIMARY KEY,
        entity_type text NOT NULL,
        name text NOT NULL,
        owner_id uuid REFERENCES users,
        shared boolean NOT NULL DEFAULT false,
        definition jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );

      CREATE TABLE jobs (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        status text NOT NULL,
        input jsonb NOT NULL,
        progress jsonb NOT NULL DEFAULT '{}',
        done bigint NOT NULL DEFAULT 0,
        total bigint,
        failed_count bigint NOT NULL DEFAULT 0,
        result jsonb,
        error jsonb,
        lease_until timestamptz,
        created_by jsonb NOT NULL,
        user_id uuid REFERENCES users ON DELETE SET NULL,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz
      );
      CREATE INDEX jobs_open ON jobs (created_at) WHERE status IN ('queued', 'running');

      CREATE TABLE job_failures (
        job_id uuid NOT NULL REFERENCES jobs ON DELETE CASCADE,
        ordinal bigint NOT NULL,
        line bigint,
        record_id uuid,
        column_name text,
        value text,
        problem text NOT NULL,
        row jsonb,
        PRIMARY KEY (job_id, ordinal)
      );

      CREATE TABLE packages (
        key text PRIMARY KEY,
        version text NOT NULL,
        document jsonb NOT NULL,
        installed_at timestamptz NOT NULL,
        installed_by jsonb NOT NULL
      );

      CREATE TABLE audit (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        actor jsonb NOT NULL,
        action text NOT NULL,
        target jsonb NOT NULL DEFAULT '{}',
        data jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX audit_at ON audit (at DESC, id DESC);
    `);
    await runner.query(`
      INSERT INTO roles (key, name, grants, builtin) VALUES
        ('admin', 'Administrator', '[{"entityType": "*", "actions": ["read","create","update","move","delete","export","design"], "scope": "all"}]', true),
        ('manager', 'Manager', '[{"entityType": "*", "actions": ["read","create","update","move","delete","export"], "scope": "all"}]', true),
        ('member', 'Member', '[{"entityType": "*", "actions": ["read","create","update","move"], "scope": "all"}]', true)
    `);
  }

  async down(): Promise<void> {
    throw new Error('The first migration has no way back: drop the database instead.');
  }
}
