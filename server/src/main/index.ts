import 'reflect-metadata';
import { type Config, ConfigError, readConfig } from '../config/config.ts';
import { errorCode } from '../config/error-code.ts';
import { Log } from '../config/log.ts';
import { StartError } from '../config/start-error.ts';
import { keepHeapSmall } from './memory.ts';
import { Etapa } from './start.ts';

/** Milliseconds after which a stop is cut short; the guardian of the embedded database still stops that. */
const LONGEST_STOP = 9500;

/** Starts Etapa in this process and stops it at Ctrl-C or SIGTERM. */
export async function run(): Promise<void> {
  keepHeapSmall();
  const config = readOrExit();
  const log = new Log(config.logLevel);
  process.on('uncaughtException', (error) => leave(etapa, log, error));
  process.on('unhandledRejection', (error) => leave(etapa, log, error));
  const etapa = new Etapa(config, log, (error) => leave(etapa, log, error));
  stopOnSignals(etapa);
  try {
    const address = await etapa.start();
    console.log(address ? `Etapa is ready at ${address}` : 'Etapa is ready (worker)');
  } catch (error) {
    if (!stopping) {
      explain(error, config, log);
      await stop(etapa, 1);
    }
  }
}

let stopping = false;

function readOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const fault of error.faults) console.error(fault);
    process.exit(1);
  }
}

function stopOnSignals(etapa: Etapa): void {
  let last = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // One Ctrl-C may come twice: from the terminal and, passed on, from npm. A second press comes later.
      const again = stopping && Date.now() - last > 1500;
      if (!stopping) last = Date.now();
      if (again) process.exit(130);
      else void stop(etapa, 0);
    });
  }
}

async function stop(etapa: Etapa, code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), LONGEST_STOP).unref();
  await etapa.stop();
  process.exit(code);
}

/** After a bug nothing in memory can be relied on: PostgreSQL knows all, so what runs is left and the process ends. */
function leave(etapa: Etapa, log: Log, error: unknown): void {
  log.error('Etapa cannot go on.', { error });
  void stop(etapa, 1);
}

/** What stands in the way of a start, in one line; more of it in the log where it may be a bug. */
function explain(error: unknown, config: Config, log: Log): void {
  if (error instanceof StartError) console.error(error.message);
  else if (errorCode(error) === 'EADDRINUSE') {
    console.error(`Port ${config.port} on ${config.host} is taken. Set PORT to another one.`);
  } else if (errorCode(error) === 'EACCES') {
    console.error(`Port ${config.port} on ${config.host} may not be used. Set PORT to one above 1023.`);
  } else if (config.databaseUrl !== undefined && errorCode(error) !== undefined) {
    const reason = error instanceof Error && error.message ? error.message : errorCode(error);
    console.error(`The database at DATABASE_URL does not answer: ${reason}`);
  } else {
    log.error('Etapa did not start.', { error });
  }
}

await run();
