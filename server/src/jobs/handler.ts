import type { QueueName } from '../log/queue-jobs.ts';

/** Performs one kind of job: parses its data, calls one service, hands over to one connector. */
export interface JobHandler {
  readonly queue: QueueName;
  /** One of the queue's names in `log/queue-jobs.ts`. */
  readonly job: string;
  /**
   * @param signal aborted when the process is asked to stop: finish the row in hand and return; the sweep goes on later
   */
  handle(data: unknown, signal: AbortSignal): Promise<void>;
}
