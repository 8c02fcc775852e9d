import type { Caller } from '@etapa/shared/access/caller';
import type { Explained } from '@etapa/shared/api/rules';
import type { GroupExplanation } from '@etapa/shared/conditions/explain';
import { readableExplanation, refusing } from '@etapa/shared/rules/explanation';
import { historyOf, type PastMoment } from '@etapa/shared/rules/history';
import { linksRead } from '@etapa/shared/rules/links';
import { type Match, match, triggered } from '@etapa/shared/rules/match';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import type { RecordLogEvent } from '../../store/record-events.ts';
import { RecordHistoryStore, type RuleVersionInForce, type RunOfRecord } from '../../store/record-history.ts';
import { RuleStore, type StoredRule } from '../../store/rules.ts';
import type { TypeAccess } from '../access.ts';
import { pageRequest, writeCursor } from '../cursors.ts';
import { RecordService } from '../records.ts';
import { refused } from '../refusal-error.ts';
import { RuleConditions } from './conditions.ts';
import { pastEvent } from './past-event.ts';
import { RuleValuesSeen } from './values-seen.ts';
import { RuleTimes } from './when-due.ts';

interface Query {
  /** Key of the one rule that is asked about. */
  rule?: string;
  /** Also events that the trigger of a rule does not wait for. */
  all?: boolean;
  limit?: number;
  cursor?: string;
}

type Verdict = Pick<Explained, 'fired' | 'because' | 'run' | 'ruleVersion' | 'when' | 'saidNo'>;

/** One event of a record with the row of the log. */
interface Told {
  moment: PastMoment;
  row: RecordLogEvent;
}

/** Says for each past event of a record which rules fired on it, and why the others did not. */
@Injectable()
export class RuleExplainer {
  constructor(
    private readonly database: Database,
    private readonly records: RecordService,
    private readonly rules: RuleStore,
    private readonly history: RecordHistoryStore,
    private readonly conditions: RuleConditions,
    private readonly seen: RuleValuesSeen,
    private readonly times: RuleTimes,
  ) {}

  /**
   * Newest first; of one event, in the order in which rules run. A rule is asked as it was when the event happened, of
   * the record as it was then; records it links to are seen as they are now.
   *
   * @throws RefusalError `not_found` for the record, and for the rule that is asked about
   */
  async explain(caller: Caller, entityType: string, name: string, query: Query) {
    const { limit, after } = pageRequest(query, ['number', 'number']);
    const { record, access } = await this.records.find(caller, entityType, name);
    const rules = (await this.rules.list(this.database, [entityType])).filter(
      ({ definition }) => query.rule === undefined || definition.key === query.rule,
    );
    if (query.rule !== undefined && rules.length === 0) throw refused('not_found', 'There is no such rule.');
    const rows = await this.history.of(this.database, [record.id]);
    const moments = historyOf(access.type.definition, record, rows.map(pastEvent));
    const told = moments.flatMap((moment, index): Told[] => {
      const row = rows[index];
      return row ? [{ moment, row }] : [];
    });
    const known = await this.known(rules, record.id);
    const items: { place: [number, number]; item: Explained }[] = [];
    for (const each of told.toReversed()) {
      if (after && each.row.seq > Number(after[0])) continue;
      for (const [index, rule] of rules.entries()) {
        if (after && each.row.seq === Number(after[0]) && index <= Number(after[1])) continue;
        const item = await this.verdict(access, rule, each, known, query.all === true);
        if (item) items.push({ place: [each.row.seq, index], item });
        if (items.length > limit) break;
      }
      if (items.length > limit) break;
    }
    const page = items.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ item }) => item),
      timed: after ? [] : await this.times.explain(access, record, rules),
      nextCursor: items.length > limit && last ? writeCursor(last.place) : null,
    };
  }

  private async known(rules: StoredRule[], recordId: string): Promise<Known> {
    const ids = rules.map(({ id }) => id);
    const versions = await this.history.versions(this.database, ids);
    // The cursor first: what has been read by then has its runs by now.
    const cursor = await this.history.cursor(this.database, 'rules');
    const runs = await this.history.runs(this.database, recordId);
    return {
      versions: new Map(ids.map((id) => [id, versions.filter(({ ruleId }) => ruleId === id)])),
      runs: new Map(runs.map((run) => [`${run.ruleId} ${run.triggerKey}`, run])),
      isRead: ({ xid, seq }) =>
        cursor !== null && (BigInt(xid) < BigInt(cursor.xid) || (xid === cursor.xid && seq <= cursor.seq)),
    };
  }

  /** @returns null when there is nothing to tell: the rule waits for other events, or came later */
  private async verdict(
    access: TypeAccess,
    rule: StoredRule,
    { moment, row }: Told,
    known: Known,
    all: boolean,
  ): Promise<Explained | null> {
    const { event, after } = moment;
    const run = known.runs.get(`${rule.id} event:${event.id}`);
    const version = versionAt(known.versions.get(rule.id) ?? [], run, row.xid);
    const asked = version?.definition ?? rule.definition;
    const matched = after ? await this.match(access, asked, moment) : null;
    if (!run && !all && (matched === null || (!matched.fires && matched.because === 'trigger'))) return null;
    const verdict = run ? fired(run, matched) : notFired(rule, version, row, matched, known);
    return {
      at: event.at,
      event: { id: event.id, kind: event.kind, actor: event.actor },
      rule: rule.definition.key,
      name: asked.name,
      ...(await this.readable(access, asked, moment, verdict)),
    };
  }

  private async match(access: TypeAccess, rule: Rule, { event, before, after }: PastMoment): Promise<Match | null> {
    if (!after) return null;
    if (!triggered(rule, event)) return { fires: false, because: 'trigger' };
    const asked = { record: after, before, at: event.at };
    return match(rule, event, await this.conditions.context(this.database, rule, access.type.key, asked));
  }

  private async readable(
    access: TypeAccess,
    rule: Rule,
    { after }: PastMoment,
    verdict: Omit<Verdict, 'saidNo'>,
  ): Promise<Verdict> {
    if (!verdict.when || !after) return { ...verdict, saidNo: [] };
    const linked = linksRead(rule, access.type.definition, after);
    const { mayRead } = await this.seen.of(access, after, linked);
    const when = readableExplanation(verdict.when, mayRead);
    return { ...verdict, when, saidNo: refusing(when) };
  }
}

interface Known {
  versions: ReadonlyMap<string, RuleVersionInForce[]>;
  runs: ReadonlyMap<string, RunOfRecord>;
  /** Whether rules have been asked about an event. */
  isRead(event: { xid: string; seq: number }): boolean;
}

/** The version that the run has, or that was in force when the event happened; undefined where the rule came later. */
function versionAt(versions: RuleVersionInForce[], run: RunOfRecord | undefined, xid: string) {
  if (run) return versions.find(({ version }) => version === run.ruleVersion);
  return versions.findLast((version) => BigInt(version.xid) < BigInt(xid));
}

function fired(run: RunOfRecord, matched: Match | null): Omit<Verdict, 'saidNo'> {
  const { id, status, ruleVersion } = run;
  const when = run.when ?? whenOf(matched);
  const stopped = matched !== null && !matched.fires && matched.because === 'chain';
  return { fired: !stopped, because: stopped ? 'chain' : null, run: { id, status }, ruleVersion, when };
}

function notFired(
  rule: StoredRule,
  version: RuleVersionInForce | undefined,
  row: RecordLogEvent,
  matched: Match | null,
  known: Known,
): Omit<Verdict, 'saidNo'> {
  const because = reasonOf(rule, version, row, matched, known);
  return { fired: false, because, run: null, ruleVersion: version?.version ?? null, when: whenOf(matched) };
}

const whenOf = (matched: Match | null): GroupExplanation | null => (matched && 'when' in matched ? matched.when : null);

function reasonOf(
  { broken, paused }: StoredRule,
  version: RuleVersionInForce | undefined,
  row: RecordLogEvent,
  matched: Match | null,
  known: Known,
): NonNullable<Explained['because']> {
  if (!version) return 'newer';
  if (!matched) return 'trigger';
  if (!matched.fires && matched.because === 'trigger') return 'trigger';
  if (!version.definition.enabled) return 'disabled';
  if (paused && row.at >= new Date(paused.since)) return 'paused';
  if (broken && row.at >= new Date(broken.since)) return 'broken';
  if (row.cause.silent === true) return 'silent';
  if (!matched.fires) return matched.because;
  return known.isRead(row) ? 'changed' : 'pending';
}
