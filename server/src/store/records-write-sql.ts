/**
 * Both statements read their rows from JSON, so that one text serves one record and a thousand. Every part depends on
 * `checked`: when a row lost the race, or the definition moved on, nothing but the rows of `written` happens, and the
 * writer throws, which undoes those too. Parts with nothing to write are left out: most writes need few.
 */

const RECORD_INPUT = `id uuid, number bigint, funnel text, stage text, stage_entered_at timestamptz,
  last_activity_at timestamptz, closed_at timestamptz, owner_id uuid, team_id uuid, title text, tags text[], doc jsonb, set_aside jsonb,
  rank text,
  version int, search text, created_at timestamptz, created_by jsonb, updated_at timestamptz, deleted_at timestamptz`;

const definitionIsCurrent = `EXISTS (SELECT 1 FROM entity_types WHERE key = $2 AND version = $3 AND deleted_at IS NULL)`;

const totals = (param: string): string => `
  INSERT INTO board_totals (entity_type, funnel, stage, count, sums)
  SELECT $2, t.funnel, t.stage, t.count, t.sums FROM checked,
    jsonb_to_recordset(${param}::jsonb) AS t(funnel text, stage text, count bigint, sums jsonb)`;

const links = (param: string): string => `
  INSERT INTO record_links (from_id, field, to_id, position)
  SELECT l.from_id, l.field, l."to", l.position FROM checked,
    jsonb_to_recordset(${param}::jsonb) AS l(from_id uuid, field text, "to" uuid, position int)`;

/** Ordered, so that the events of a record are numbered in the order they happened. */
const events = (rows: string, actor: string, cause: string): string => `
  INSERT INTO events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
  SELECT e.id, e.at, $2, e.record_id, e.record_version, e.kind, e.data, coalesce(e.actor, ${actor}::jsonb),
    coalesce(e.cause, ${cause}::jsonb)
  FROM checked, ROWS FROM (jsonb_to_recordset(${rows}::jsonb) AS
    (id uuid, at timestamptz, record_id uuid, record_version int, kind text, data jsonb, actor jsonb, cause jsonb))
    WITH ORDINALITY AS e(id, at, record_id, record_version, kind, data, actor, cause, ordinality)
  ORDER BY e.ordinality`;

/** The same of new records: the event of one that was `made` has its document from the record itself. */
const eventsOfNew = `
  INSERT INTO events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
  SELECT e.id, e.at, $2, e.record_id, e.record_version, e.kind,
    CASE WHEN e.made THEN e.data || jsonb_build_object('after', w.doc) ELSE e.data END, coalesce(e.actor, $9::jsonb),
    coalesce(e.cause, $10::jsonb)
  FROM checked, ROWS FROM (jsonb_to_recordset($8::jsonb) AS
    (id uuid, at timestamptz, record_id uuid, record_version int, kind text, data jsonb, actor jsonb, cause jsonb,
     made boolean))
    WITH ORDINALITY AS e(id, at, record_id, record_version, kind, data, actor, cause, made, ordinality)
    LEFT JOIN written w ON w.id = e.record_id AND e.made
  ORDER BY e.ordinality`;

const keys = (param: string): string => `
  INSERT INTO duplicate_keys (record_id, field, entity_type, sort, key, form)
  SELECT k.record_id, k.field, $2, k.sort, k.key, k.form FROM checked,
    jsonb_to_recordset(${param}::jsonb) AS k(record_id uuid, field text, sort text, key text, form text)
  WHERE k.key IS NOT NULL
  ON CONFLICT (record_id, field) DO UPDATE SET sort = excluded.sort, key = excluded.key, form = excluded.form`;

/** Which parts of a write there is anything for: the others are left out of its statement. */
export interface WriteParts {
  left?: boolean;
  entered: boolean;
  unlinked?: boolean;
  linked: boolean;
  keyed: boolean;
  unkeyed?: boolean;
  totals: boolean;
  events: boolean;
}

/** A statement under the name by which connections keep its plan. */
export interface WriteStatement {
  name: string;
  sql: string;
}

const kept = new Map<string, WriteStatement>();

function statement(kind: string, parts: WriteParts, make: () => string): WriteStatement {
  const name = `${kind} ${Object.entries(parts)
    .filter(([, there]) => there)
    .map(([part]) => part)
    .join(' ')}`;
  let known = kept.get(name);
  if (!known) {
    known = { name, sql: make() };
    kept.set(name, known);
  }
  return known;
}

const only = (there: boolean | undefined, sql: string): string => (there ? `,\n${sql}` : '');

/** Names the type of a parameter that a part left out would have told. */
const typed = (...params: [name: string, type: string][]): string =>
  params.map(([name, type]) => `${name}::${type} IS NULL`).join(' OR ');

/**
 * Makes records. $1 records, $2 type, $3 definition version, $4 sequence of numbers, $5 visits, $6 links, $7 totals,
 * $8 events, $9 actor, $10 cause, $11 keys of duplicates. Answers the id and number of each: none when the definition moved on.
 */
export const insertStatement = (parts: WriteParts): WriteStatement =>
  statement(
    'insert-records',
    parts,
    () => `
WITH written AS (
  INSERT INTO records (id, entity_type, number, funnel, stage, stage_entered_at, last_activity_at, closed_at, owner_id,
    team_id, title, tags, doc, definition_version, rank, version, search, created_at, created_by, updated_at, deleted_at)
  SELECT i.id, $2, n.number, i.funnel, i.stage, i.stage_entered_at, i.last_activity_at, i.closed_at, i.owner_id,
    i.team_id, i.title, i.tags, i.doc, $3, i.rank, i.version,
    i.search || E'\\n#' || n.number,
    i.created_at, i.created_by, i.updated_at, i.deleted_at
  FROM jsonb_to_recordset($1::jsonb) AS i(${RECORD_INPUT}),
    LATERAL (SELECT CASE i.number WHEN 0 THEN nextval($4::text::regclass) ELSE i.number END AS number OFFSET 0) n
  WHERE ${definitionIsCurrent}
  RETURNING id, number, doc
),
checked AS (SELECT 1 WHERE EXISTS (SELECT 1 FROM written))${only(
      parts.entered,
      `visits AS (
  INSERT INTO stage_visits (record_id, entity_type, funnel, stage, entered_at, entered_by, ordinal)
  SELECT v.record_id, $2, v.funnel, v.stage, v.at, $9::jsonb, 1 FROM checked,
    jsonb_to_recordset($5::jsonb) AS v(record_id uuid, funnel text, stage text, at timestamptz)
)`,
    )}${only(parts.linked, `links AS (${links('$6')})`)}${only(parts.keyed, `keys AS (${keys('$11')})`)}${only(parts.totals, `totals AS (${totals('$7')})`)}${only(parts.events, `events AS (${eventsOfNew})`)}
SELECT id, number FROM written
WHERE NOT coalesce(${typed(['$5', 'jsonb'], ['$6', 'jsonb'], ['$7', 'jsonb'], ['$8', 'jsonb'], ['$9', 'jsonb'], ['$10', 'jsonb'], ['$11', 'jsonb'])}, true)`,
  );

/**
 * Changes records. $1 records with the version each is expected to have, $2 type, $3 definition version, $4 visits
 * left, $5 visits entered, $6 links removed, $7 links added, $8 totals, $9 events, $10 actor, $11 cause, $12 how many
 * records, $13 keys of duplicates, null for those that go. Answers the id of each record written: fewer than $12 when one was changed by someone else.
 */
export const updateStatement = (parts: WriteParts): WriteStatement =>
  statement(
    'update-records',
    parts,
    () => `
WITH written AS (
  UPDATE records r SET funnel = i.funnel, stage = i.stage, stage_entered_at = i.stage_entered_at,
    last_activity_at = i.last_activity_at, closed_at = i.closed_at, owner_id = i.owner_id, team_id = i.team_id,
    title = i.title, tags = i.tags, doc = i.doc, set_aside = i.set_aside, definition_version = $3, rank = i.rank, version = i.version,
    search = i.search || E'\\n#' || r.number,
    updated_at = i.updated_at, deleted_at = i.deleted_at
  FROM jsonb_to_recordset($1::jsonb) AS i(${RECORD_INPUT}, expected int, stamp text)
  WHERE r.id = i.id AND r.version = i.expected AND (i.stamp IS NULL OR r.xmin::text = i.stamp) AND ${definitionIsCurrent}
  RETURNING r.id
),
checked AS (SELECT 1 WHERE (SELECT count(*) FROM written) = $12::int)${only(
      parts.left,
      `visits_left AS (
  UPDATE stage_visits v SET left_at = l.at
  FROM checked, jsonb_to_recordset($4::jsonb) AS l(record_id uuid, at timestamptz)
  WHERE v.record_id = l.record_id AND v.left_at IS NULL
  RETURNING 1
)`,
    )}${only(
      parts.entered,
      `visits_entered AS (
  INSERT INTO stage_visits (record_id, entity_type, funnel, stage, entered_at, entered_by, ordinal)
  SELECT v.record_id, $2, v.funnel, v.stage, v.at, coalesce(v.actor, $10::jsonb),
    1 + coalesce((SELECT max(ordinal) FROM stage_visits WHERE record_id = v.record_id), 0)
  FROM checked, jsonb_to_recordset($5::jsonb) AS v(record_id uuid, funnel text, stage text, at timestamptz, actor jsonb)
  ${parts.left ? '-- Counted so that visits are left before others begin: a record has one open visit at most.\n  WHERE (SELECT count(*) FROM visits_left) >= 0' : ''}
)`,
    )}${only(
      parts.unlinked,
      `links_removed AS (
  DELETE FROM record_links l USING checked, jsonb_to_recordset($6::jsonb) AS o(from_id uuid, field text, "to" uuid)
  WHERE l.from_id = o.from_id AND l.field = o.field AND l.to_id = o."to"
)`,
    )}${only(parts.linked, `links_added AS (${links('$7')})`)}${only(
      parts.unkeyed,
      `keys_removed AS (
  DELETE FROM duplicate_keys d USING checked, jsonb_to_recordset($13::jsonb) AS k(record_id uuid, field text, key text)
  WHERE k.key IS NULL AND d.record_id = k.record_id AND d.field = k.field
)`,
    )}${only(parts.keyed, `keys_put AS (${keys('$13')})`)}${only(parts.totals, `totals AS (${totals('$8')})`)}${only(parts.events, `events AS (${events('$9', '$10', '$11')})`)}
SELECT id FROM written
WHERE NOT coalesce(${typed(['$4', 'jsonb'], ['$5', 'jsonb'], ['$6', 'jsonb'], ['$7', 'jsonb'], ['$8', 'jsonb'], ['$9', 'jsonb'], ['$10', 'jsonb'], ['$11', 'jsonb'], ['$13', 'jsonb'])}, true)`,
  );
