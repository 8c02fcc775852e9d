import { join, resolve } from 'node:path';
import { durationMilliseconds } from './duration.ts';
import { isNetwork } from './network.ts';

export const ROLES = ['all', 'web', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment, parsed once. Contract section 1 says what each variable means. */
export class Config {
  readonly role: Role;
  readonly port: number;
  readonly host: string;
  /** A worker opens a port (health and metrics only) just when it was told one. */
  readonly portIsSet: boolean;
  /** Absent: an embedded database under `dataDir`. */
  readonly databaseUrl?: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absent: queues live in the database. */
  readonly redisUrl?: string;
  readonly admin?: { email: string; password: string };
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly smtpUrl?: string;
  readonly mailFrom?: string;
  /** Hosts, addresses and ranges (`10.0.0.0/8`) inside the network that rules may call. */
  readonly httpAllow: readonly string[];
  /** Added to the clock, in milliseconds. */
  readonly nowOffset: number;
  readonly logLevel: LogLevel;

  constructor(values: Omit<Config, 'filesDir' | 'embeddedDir'>) {
    this.role = values.role;
    this.port = values.port;
    this.host = values.host;
    this.portIsSet = values.portIsSet;
    this.databaseUrl = values.databaseUrl;
    this.dataDir = values.dataDir;
    this.redisUrl = values.redisUrl;
    this.admin = values.admin;
    this.baseUrl = values.baseUrl;
    this.smtpUrl = values.smtpUrl;
    this.mailFrom = values.mailFrom;
    this.httpAllow = values.httpAllow;
    this.nowOffset = values.nowOffset;
    this.logLevel = values.logLevel;
  }

  get filesDir(): string {
    return join(this.dataDir, 'files');
  }

  get embeddedDir(): string {
    return join(this.dataDir, 'postgres');
  }
}

/** Every fault of the environment, one line each. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

type Environment = { [name: string]: string | undefined };

/**
 * Reads the environment; a variable that is set to nothing counts as unset.
 * @param cwd what a relative `ETAPA_DATA_DIR` is relative to
 * @throws ConfigError naming every variable with an invalid value
 */
export function readConfig(env: Environment, cwd: string = process.cwd()): Config {
  const faults: string[] = [];
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const one = <T extends string>(name: string, allowed: readonly T[], fallback: T): T => {
    const value = text(name) ?? fallback;
    const found = allowed.find((each) => each === value);
    if (found === undefined) faults.push(`${name} must be one of ${allowed.join(', ')}, but is "${value}".`);
    return found ?? fallback;
  };
  const url = (name: string, protocols: string[]): string | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    // The value is not repeated: it may hold a password.
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      faults.push(`${name} must be a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}.`);
    }
    return value;
  };

  const port = Number(text('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535 || !/^\d+$/.test(text('PORT') ?? '0')) {
    faults.push(`PORT must be a whole number from 0 to 65535, but is "${text('PORT')}".`);
  }
  const host = text('HOST') ?? '127.0.0.1';
  const config = new Config({
    role: one('ETAPA_ROLE', ROLES, 'all'),
    port,
    host,
    portIsSet: text('PORT') !== undefined,
    databaseUrl: url('DATABASE_URL', ['postgres:', 'postgresql:']),
    dataDir: resolve(cwd, text('ETAPA_DATA_DIR') ?? '.etapa'),
    redisUrl: url('REDIS_URL', ['redis:', 'rediss:', 'unix:']),
    admin: readAdmin(text('ETAPA_ADMIN_EMAIL'), env.ETAPA_ADMIN_PASSWORD || undefined, faults),
    baseUrl: (url('ETAPA_BASE_URL', ['http:', 'https:']) ?? addressOf(host, port)).replace(/\/+$/, ''),
    smtpUrl: url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: text('MAIL_FROM'),
    httpAllow: readAllowed(text('ETAPA_HTTP_ALLOW'), faults),
    nowOffset: readOffset(text('ETAPA_NOW_OFFSET'), env.NODE_ENV === 'production', faults),
    logLevel: one('ETAPA_LOG_LEVEL', LOG_LEVELS, 'warn'),
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

function readAdmin(email: string | undefined, password: string | undefined, faults: string[]): Config['admin'] {
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined) faults.push('ETAPA_ADMIN_PASSWORD is set, but ETAPA_ADMIN_EMAIL is not.');
  else if (!/^[^\s@]+@[^\s@]+$/.test(email))
    faults.push(`ETAPA_ADMIN_EMAIL must be an e-mail address, not "${email}".`);
  if (password === undefined) faults.push('ETAPA_ADMIN_EMAIL is set, but ETAPA_ADMIN_PASSWORD is not.');
  return { email: email ?? '', password: password ?? '' };
}

/** Hosts, and networks in the notation of CIDR. */
function readAllowed(value: string | undefined, faults: string[]): string[] {
  const entries = (value ?? '').split(',').flatMap((entry) => entry.trim() || []);
  for (const entry of entries) {
    if (isNetwork(entry) || /^(?!.*\/)[\w-]+(\.[\w-]+)*$/.test(entry)) continue;
    faults.push(`ETAPA_HTTP_ALLOW must be a list of hosts, addresses and ranges such as 10.0.0.0/8, not "${entry}".`);
  }
  return entries;
}

function readOffset(value: string | undefined, production: boolean, faults: string[]): number {
  if (value === undefined) return 0;
  if (production) {
    faults.push('ETAPA_NOW_OFFSET is for tests and demonstrations: it is refused when NODE_ENV is "production".');
    return 0;
  }
  try {
    return durationMilliseconds(value, new Date());
  } catch {
    faults.push(`ETAPA_NOW_OFFSET must be an ISO 8601 duration such as P14D or -PT2H, but is "${value}".`);
    return 0;
  }
}

/** Where a browser on this machine finds a server that listens on `host`. */
export function addressOf(host: string, port: number): string {
  const anywhere = host === '0.0.0.0' || host === '::';
  const name = anywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
