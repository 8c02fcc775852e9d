import type { LoggerService } from '@nestjs/common';
import type { Log } from '../config/log.ts';

/** What Nest says, among our own log lines; its news of a normal start are for debugging. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown): void {
    this.target.debug(String(message));
  }

  warn(message: unknown): void {
    this.target.warn(String(message));
  }

  error(message: unknown, stack?: unknown): void {
    this.target.error(String(message), { stack });
  }
}
