import { Injectable } from '@nestjs/common';
import { HttpOut } from '../connectors/http-out.ts';
import { type CallAnswer, RuleAnswers } from '../services/rules/answers.ts';
import { RuleCalls } from '../services/rules/calls.ts';
import type { JobHandler } from './handler.ts';

/** Makes the HTTP requests of rules: without a transaction, and without a place among the workers of rules. */
@Injectable()
export class RuleCallHandler implements JobHandler {
  readonly queue = 'outer';
  readonly job = 'call';

  constructor(
    private readonly calls: RuleCalls,
    private readonly http: HttpOut,
    private readonly answers: RuleAnswers,
  ) {}

  async handle(data: unknown, signal: AbortSignal): Promise<void> {
    const { runId, path, lease } = data as { runId: string; path: string; lease: string };
    const call = await this.calls.take({ runId, path, lease: new Date(lease) });
    if (!call) return;
    const { url, method, headers, body } = call.call;
    let answer: CallAnswer;
    try {
      answer = await this.http.request({ url, method, headers, body, key: call.key }, signal);
    } catch (error) {
      if (signal.aborted) return this.calls.giveBack(call);
      return this.answers.unreachable(call, error);
    }
    await this.answers.answered(call, answer);
  }
}
