import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

/** Milliseconds. */
const TELL_AGAIN = 10_000;

/** Structured lines on stderr: what operators read. Quiet unless `ETAPA_LOG_LEVEL` says otherwise. */
export class Log {
  private readonly pino: Logger;
  private readonly told = new Map<string, number>();

  /** @param dest a file's path, or the number of an open one */
  constructor(level: LogLevel = 'warn', dest: string | number = 2) {
    this.pino = pino(
      { level, base: { pid: process.pid }, serializers: { err: told } },
      pino.destination({ dest, sync: true }),
    );
  }

  /** @param details goes into the line as it is; an `error` member is written with its stack */
  error(message: string, details: Details = {}): void {
    this.pino.error(prepare(details), message);
  }

  warn(message: string, details: Details = {}): void {
    this.pino.warn(prepare(details), message);
  }

  /** A warning that may come many times a second, such as of a server that is away: told once in ten seconds. */
  warnOften(message: string, details: Details & { queue?: string } = {}): void {
    const key = `${message} ${details.queue}`;
    const now = Date.now();
    if (now - (this.told.get(key) ?? 0) < TELL_AGAIN) return;
    this.told.set(key, now);
    this.warn(message, details);
  }

  info(message: string, details: Details = {}): void {
    this.pino.info(prepare(details), message);
  }

  debug(message: string, details: Details = {}): void {
    this.pino.debug(prepare(details), message);
  }
}

interface Details {
  error?: unknown;
  [name: string]: unknown;
}

function prepare({ error, ...rest }: Details): { [name: string]: unknown } {
  return error === undefined ? rest : { ...rest, err: error };
}

/** An error with what tells its cause; not the connections and statements that drivers hang on to theirs. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : undefined;
  return { type: name, message, code, detail, stack, ...(cause === undefined ? {} : { cause: told(cause) }) };
}
