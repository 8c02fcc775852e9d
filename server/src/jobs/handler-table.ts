import type { QueueName } from '../log/queue-jobs.ts';
import type { JobHandler } from './handler.ts';

/** Which handler performs which job. */
export class HandlerTable {
  private readonly handlers = new Map<string, JobHandler>();

  /**
   * @param names the jobs that each queue has
   * @throws Error when a job has no handler or more than one, or a handler has no job
   */
  constructor(names: { [queue: string]: readonly string[] }, handlers: JobHandler[]) {
    const faults: string[] = [];
    const known = new Set(Object.entries(names).flatMap(([queue, jobs]) => jobs.map((job) => `${queue}/${job}`)));
    for (const handler of handlers) {
      const key = `${handler.queue}/${handler.job}`;
      if (!known.has(key)) faults.push(`${handler.constructor.name} handles ${key}, which is no job`);
      if (this.handlers.has(key)) faults.push(`${key} has more than one handler`);
      this.handlers.set(key, handler);
    }
    for (const key of known) if (!this.handlers.has(key)) faults.push(`${key} has no handler`);
    if (faults.length > 0) throw new Error(`The jobs and their handlers do not match: ${faults.join('; ')}.`);
  }

  find(queue: QueueName, job: string): JobHandler {
    const handler = this.handlers.get(`${queue}/${job}`);
    if (!handler) throw new Error(`The queue ${queue} held a job that this version does not know: ${job}.`);
    return handler;
  }
}
