import { ConfigError, readConfig } from './config.ts';

const faultsOf = (env: { [name: string]: string }): string[] => {
  try {
    readConfig(env, '/srv');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('the environment', () => {
  it('may be empty: every variable has its default', () => {
    const config = readConfig({}, '/srv');
    expect(config).toMatchObject({
      role: 'all',
      port: 3000,
      host: '127.0.0.1',
      portIsSet: false,
      dataDir: '/srv/.etapa',
      baseUrl: 'http://127.0.0.1:3000',
      nowOffset: 0,
      logLevel: 'warn',
    });
    expect([config.databaseUrl, config.redisUrl, config.admin, config.smtpUrl, config.mailFrom]).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('treats a variable set to nothing as unset', () => {
    expect(readConfig({ PORT: '', REDIS_URL: ' ', ETAPA_DATA_DIR: '' }, '/srv')).toEqual(readConfig({}, '/srv'));
  });

  it('gives the address that a browser on this machine can open', () => {
    expect(readConfig({ HOST: '0.0.0.0', PORT: '80' }).baseUrl).toBe('http://localhost:80');
    expect(readConfig({ HOST: '::1' }).baseUrl).toBe('http://[::1]:3000');
    expect(readConfig({ ETAPA_BASE_URL: 'https://etapa.example/' }).baseUrl).toBe('https://etapa.example');
  });

  it.each([
    ['P14D', 14 * 86_400_000],
    ['-P1D', -86_400_000],
    ['PT2H', 7_200_000],
    ['P14DT2H', 14 * 86_400_000 + 7_200_000],
    ['P2W', 14 * 86_400_000],
  ])('moves the clock by %s', (ETAPA_NOW_OFFSET, milliseconds) => {
    expect(readConfig({ ETAPA_NOW_OFFSET }).nowOffset).toBe(milliseconds);
  });

  it('counts months of the calendar', () => {
    const days = readConfig({ ETAPA_NOW_OFFSET: 'P1M' }).nowOffset / 86_400_000;
    expect([28, 29, 30, 31]).toContain(days);
  });

  it('names what of the inside may be called, and refuses what is neither host nor network', () => {
    const ETAPA_HTTP_ALLOW = 'crm.local, 10.0.0.0/8,::1,localhost';
    expect(readConfig({ ETAPA_HTTP_ALLOW }).httpAllow).toEqual(['crm.local', '10.0.0.0/8', '::1', 'localhost']);
    for (const wrong of ['10.0.0.0/33', 'http://crm.local', 'a b', 'crm.local/8']) {
      expect(faultsOf({ ETAPA_HTTP_ALLOW: wrong })).toEqual([expect.stringContaining(wrong)]);
    }
  });

  it('refuses a moved clock in production', () => {
    expect(faultsOf({ NODE_ENV: 'production', ETAPA_NOW_OFFSET: 'P1D' })).toEqual([
      expect.stringMatching(/^ETAPA_NOW_OFFSET .*production/),
    ]);
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['ETAPA_ROLE', 'boss'],
    ['DATABASE_URL', 'mysql://localhost/etapa'],
    ['DATABASE_URL', 'localhost:5432'],
    ['REDIS_URL', 'http://localhost'],
    ['ETAPA_BASE_URL', 'etapa.example'],
    ['SMTP_URL', 'mail.example'],
    ['ETAPA_NOW_OFFSET', '14 days'],
    ['ETAPA_LOG_LEVEL', 'loud'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} must be [^\\n]+\\.$`));
  });

  it('refuses half an administrator', () => {
    expect(faultsOf({ ETAPA_ADMIN_EMAIL: 'ann@example.com' })).toEqual([
      'ETAPA_ADMIN_EMAIL is set, but ETAPA_ADMIN_PASSWORD is not.',
    ]);
    expect(faultsOf({ ETAPA_ADMIN_PASSWORD: 'secret' })).toEqual([
      'ETAPA_ADMIN_PASSWORD is set, but ETAPA_ADMIN_EMAIL is not.',
    ]);
  });

  it('names every fault at once and repeats no password', () => {
    const faults = faultsOf({ PORT: 'x', ETAPA_ROLE: 'y', DATABASE_URL: 'mysql://root:hunter2@db/etapa' });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('hunter2');
  });
});
