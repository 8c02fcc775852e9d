import { Injectable } from '@nestjs/common';
import { Queues } from '../../../log/queues.ts';
import { Database } from '../../../store/database.ts';
import { type Catalogue, EntityTypeCatalogue } from '../../../store/entity-types-catalogue.ts';
import { ACTIVITY_INDEX, dateIndex, type RuleIndex, RuleIndexStore } from '../../../store/rule-indexes.ts';
import { type TimeRule, TimeRuleStore } from '../../../store/time-rules.ts';

/** How long a process goes by the indexes it knows, in milliseconds. */
const KNOWN = 600_000;
/** How soon it looks again while one is missing. */
const SOON = 2_000;
const KINDS = ['record.idle', 'date.reached'];

/** Sees to it that rules which time sets off find their records by index, whatever the fields are set to. */
@Injectable()
export class TimeIndexes {
  private there: ReadonlySet<string> = new Set();
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly rules: TimeRuleStore,
    private readonly store: RuleIndexStore,
    private readonly queues: Queues,
  ) {}

  /** Those of the rules that have what they need; the others are seen to. */
  async ready(rules: TimeRule[]): Promise<TimeRule[]> {
    const catalogue = await this.catalogue.now();
    const wanted = new Map(rules.map((rule) => [rule, indexOf(rule, catalogue)?.name]));
    const isMissing = (name: string | undefined) => name !== undefined && !this.there.has(name);
    const age = performance.now() - this.lookedAt;
    if (age > KNOWN || (age > SOON && [...wanted.values()].some(isMissing))) await this.look([...wanted.values()]);
    return rules.filter((rule) => !isMissing(wanted.get(rule)));
  }

  /** Makes what is missing and drops what nobody needs any more; rules of this process find it at once. */
  async bring(): Promise<void> {
    const catalogue = await this.catalogue.now();
    const rules = await this.rules.all(this.database, KINDS);
    const wanted = rules.flatMap((rule) => indexOf(rule, catalogue) ?? []);
    await this.store.bring([...new Map(wanted.map((index) => [index.name, index])).values()]);
    this.lookedAt = Number.NEGATIVE_INFINITY;
  }

  private async look(wanted: (string | undefined)[]): Promise<void> {
    const there = await this.store.there();
    this.there = new Set([...there].filter(([, valid]) => valid).map(([name]) => name));
    this.lookedAt = performance.now();
    const names = new Set(wanted.filter((name) => name !== undefined));
    const isRight = names.size === there.size && [...names].every((name) => this.there.has(name));
    if (!isRight) await this.queues.add('jobs', 'rule-indexes', {}, 'rule-indexes');
  }
}

function indexOf({ entityType, definition: { trigger } }: TimeRule, catalogue: Catalogue): RuleIndex | null {
  if (trigger.kind === 'record.idle') return ACTIVITY_INDEX;
  if (trigger.kind !== 'date.reached') return null;
  const field = catalogue.definition(entityType)?.fields.find(({ key }) => key === trigger.field);
  return field ? dateIndex(entityType, field) : null;
}
