import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { LogLag } from '../log/lag.ts';
import type { Queues } from '../log/queues.ts';

/** The figures of this process, as Prometheus reads them. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'etapa_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** @param route the pattern and not the address, of which there is no end @param seconds how long it took */
  request(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status }, seconds);
  }

  /** Adds what is asked of the database and the queues whenever the figures are read. */
  watch(queues: Queues, lag: LogLag): void {
    const waiting = new Gauge({
      name: 'etapa_queue_waiting_jobs',
      help: 'Jobs that wait for a worker.',
      labelNames: ['queue'],
      registers: [this.registry],
      collect: async () => {
        waiting.reset();
        const counts = await queues.waiting().catch(() => ({}));
        for (const [queue, count] of Object.entries(counts)) waiting.set({ queue }, Number(count));
      },
    });
    const behind = new Gauge({
      name: 'etapa_log_lag_seconds',
      help: 'Age of the oldest event that a consumer has not read.',
      labelNames: ['consumer'],
      registers: [this.registry],
      collect: async () => {
        behind.reset();
        const lags = await lag.read().catch(() => []);
        for (const { consumer, seconds } of lags) behind.set({ consumer }, seconds);
      },
    });
  }
}
