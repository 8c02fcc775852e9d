import type { Caller } from '@etapa/shared/access/caller';
import type { SentRule } from '@etapa/shared/api/rules';
import { MOST_TIMES, scheduledTimes } from '@etapa/shared/rules/moments';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Queues } from '../../log/queues.ts';
import { Database } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { JobStore } from '../../store/jobs.ts';
import { actorOf } from '../audit.ts';
import { RecordContexts } from '../records-context.ts';
import { refused } from '../refusal-error.ts';
import { dayStart } from '../reports/funnel-stages.ts';
import { draftOf, RuleService, requireDesign } from '../rules.ts';

/** What a job of kind `replay` is asked to do. */
export interface ReplayInput {
  entityType: string;
  userId: string;
  /** As it was when the job was asked for. */
  rule: Rule;
  /** ISO 8601 in UTC; `to` is not included. */
  from: string;
  to: string;
}

/** Lets a rule be tried on the recorded past, in the background. */
@Injectable()
export class RuleReplays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: RuleService,
    private readonly jobs: JobStore,
    private readonly contexts: RecordContexts,
    private readonly queues: Queues,
  ) {}

  /**
   * @param asked a period; a day is its beginning in the organisation's zone. What has not happened yet is left out
   * @throws RefusalError `forbidden`, `not_found`, `invalid_definition`; `malformed` for a period that ends before it
   *   begins, or holds more than a thousand times of a schedule
   */
  async start(
    caller: Caller,
    entityType: string,
    ruleKey: string,
    asked: { from: string; to: string; definition?: SentRule },
  ): Promise<{ jobId: string }> {
    const rule = asked.definition
      ? await this.rules.checked(caller, entityType, draftOf(ruleKey, asked.definition))
      : (await this.rules.find(caller, entityType, ruleKey)).definition;
    requireDesign(caller, entityType);
    const now = this.clock.now();
    const { timeZone } = await this.contexts.settings();
    const [from = 0, end = 0] = [asked.from, asked.to].map((text) => dayStart(text, timeZone)?.getTime());
    const to = Math.min(end, now.getTime());
    if (from >= to) throw refusedPeriod('The period ends before it begins, or has not begun yet.');
    if (rule.trigger.kind === 'schedule' && scheduledTimes(rule.trigger, { from, to }, timeZone).length > MOST_TIMES) {
      throw refusedPeriod(`The schedule comes more than ${MOST_TIMES} times in this period: take a shorter one.`);
    }
    const input: ReplayInput = {
      entityType,
      userId: caller.id,
      rule,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    };
    const id = newId();
    await this.jobs.insert(
      this.database,
      { id, kind: 'replay', input, actor: actorOf(caller), userId: caller.id },
      now,
    );
    await this.queues.add('jobs', 'replay', { jobId: id }, `replay-${id}`);
    return { jobId: id };
  }
}

const refusedPeriod = (message: string) =>
  refused('malformed', message, [{ path: '/to', code: 'not_allowed', message }]);
