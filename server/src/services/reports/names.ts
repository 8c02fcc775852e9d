import { isId } from '@etapa/shared/fields/reference';
import { RULE_ACTOR, SYSTEM_ACTOR } from '@etapa/shared/reports/actors';
import { sourceOf } from '@etapa/shared/reports/columns';
import { groupKey, type ReportQuery } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { RecordStore } from '../../store/records.ts';
import { TimelineStore } from '../../store/timeline.ts';
import { RecordContexts } from '../records-context.ts';
import type { Reader } from './reader.ts';
import { reportTexts } from './texts.ts';

/** Most records named in one answer: beyond it a picture is too crowded to be read anyway. */
const MOST = 2_000;

/** What people, rules and linked records that an answer is grouped by are called, to a reader who may see them. */
@Injectable()
export class ReportNames {
  constructor(
    private readonly database: Database,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
    private readonly timeline: TimelineStore,
  ) {}

  /** @returns names by id */
  async of(
    { access, environment }: Pick<Reader, 'access' | 'environment'>,
    query: ReportQuery,
    rows: readonly { [column: string]: unknown }[],
  ): Promise<{ [id: string]: string }> {
    const people = new Set<string>();
    const linked = new Set<string>();
    const actors = new Set<string>();
    for (const grouping of query.groupBy ?? []) {
      const source = sourceOf(grouping.field, query.dataset, environment.schema);
      const links = source?.field?.kind === 'link' || source?.field?.kind === 'links';
      const found = links ? linked : source?.kind === 'user' ? people : undefined;
      if (!found) continue;
      for (const row of rows.slice(0, MOST)) {
        const id = row[groupKey(grouping)];
        if (typeof id === 'string') (isId(id) ? found : actors).add(id);
      }
    }
    const [users, { titles }, others] = await Promise.all([
      people.size > 0 ? this.records.users(this.database, [...people]) : [],
      this.contexts.linked(this.database, access, [...linked]),
      this.actors(access, [...actors]),
    ]);
    return Object.fromEntries([...users.map(({ id, name }) => [id, name] as const), ...titles, ...others]);
  }

  /** What is done by rules and by Etapa itself, in the reader's language. @returns names by the keys that groups have */
  private async actors({ type, caller }: Reader['access'], keys: string[]): Promise<[string, string][]> {
    const texts = reportTexts(caller.language);
    const rules = keys.flatMap((key) => (key.startsWith(RULE_ACTOR) ? key.slice(RULE_ACTOR.length) : []));
    const names = rules.length > 0 ? await this.timeline.ruleNames(this.database, type.key, rules) : new Map();
    return keys.flatMap((key): [string, string][] => {
      if (key === SYSTEM_ACTOR) return [[key, texts.bySystem]];
      if (!key.startsWith(RULE_ACTOR)) return [];
      const rule = key.slice(RULE_ACTOR.length);
      return [[key, texts.byRule.replace('{name}', () => names.get(rule) ?? rule)]];
    });
  }
}
