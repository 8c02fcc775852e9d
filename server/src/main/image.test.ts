import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../config/config.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Compose {
  services: { [name: string]: Service };
  volumes: { [name: string]: unknown };
}
interface Service {
  image: string;
  environment?: { [name: string]: string };
  depends_on?: { [name: string]: { condition: string } } | string[];
  healthcheck?: { test: string[] };
  volumes?: string[];
  command?: string[];
}

describe('the image', () => {
  const dockerfile = read('docker/Dockerfile');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from=(?!build))(?:--from=build )?(.+) \S+$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' ').map((path) => path.replace(/^\/etapa\//, '')),
  );

  it('is made of files that are there', () => {
    expect(copied).toContain('server');
    // What the build makes lies in a workspace that is there.
    expect(copied.filter((path) => !existsSync(join(ROOT, path.endsWith('/dist') ? dirname(path) : path)))).toEqual([]);
  });

  it('knows every workspace, without whose manifest npm refuses the lock file', () => {
    const { workspaces } = JSON.parse(read('package.json')) as { workspaces: string[] };
    expect(workspaces.filter((name) => !copied.includes(`${name}/package.json`))).toEqual([]);
  });

  it('runs the built server as a user who is not root, with its health asked', () => {
    expect(dockerfile).toContain('CMD ["node", "server/dist/main/index.js"]');
    expect(existsSync(join(ROOT, 'server/src/main/index.ts'))).toBe(true);
    expect(dockerfile.indexOf('USER etapa')).toBeGreaterThan(dockerfile.lastIndexOf('RUN '));
    expect(dockerfile).toMatch(/^HEALTHCHECK .*docker\/healthcheck\.mjs/m);
  });

  it('leaves out what was installed and built elsewhere', () => {
    const ignored = read('docker/Dockerfile.dockerignore').trim().split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['**/node_modules', '**/dist', '**/.etapa', '.git']));
  });
});

describe('the compose file', () => {
  const compose = parse(read('docker/compose.yaml'), { merge: true }) as Compose;
  const etapas = Object.entries(compose.services).filter(([, service]) => service.image === 'etapa');

  it('has a database, a queue, a proxy, two web and two worker processes', () => {
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(['postgres', 'redis', 'proxy']));
    const roles = etapas.map(([, service]) => service.environment?.ETAPA_ROLE);
    expect(roles.toSorted()).toEqual(['web', 'web', 'worker', 'worker']);
  });

  it.each(etapas)('sets up %s with variables that Etapa takes', (_, service) => {
    const variables = service.environment ?? {};
    const filled = Object.entries(variables).map(([name, value]) => [
      name,
      String(value).replace(/\$\{\w+:-([^}]*)\}/g, '$1'),
    ]);
    const config = readConfig(Object.fromEntries(filled));
    expect(config).toMatchObject({ role: variables.ETAPA_ROLE, baseUrl: 'http://localhost:8080' });
    expect(new URL(config.databaseUrl ?? '').hostname).toBe('postgres');
    expect(new URL(config.redisUrl ?? '').hostname).toBe('redis');
    expect(service.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
    expect(service.volumes).toEqual(['files:/data']);
  });

  it('has every volume declared and every health that is waited for asked', () => {
    for (const service of Object.values(compose.services)) {
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (!source.startsWith('.')) expect(Object.keys(compose.volumes)).toContain(source);
        else expect(existsSync(join(ROOT, 'docker', source))).toBe(true);
      }
    }
    for (const name of ['postgres', 'redis'])
      expect(compose.services[name]?.healthcheck?.test.length).toBeGreaterThan(1);
  });

  it('has its proxy ask the web processes and pass live streams on at once', () => {
    const caddyfile = read('docker/Caddyfile');
    const webs = etapas.filter(([, service]) => service.environment?.ETAPA_ROLE === 'web').map(([name]) => name);
    expect(/reverse_proxy (.+) \{/.exec(caddyfile)?.[1]?.split(' ')).toEqual(webs.map((name) => `${name}:3000`));
    expect(caddyfile).toContain('health_uri /readyz');
    expect(caddyfile).toContain('flush_interval -1');
  });
});

describe('the lock file', () => {
  it('names the packages of every platform, so that installing asks no registry about those of others', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: { [path: string]: { optionalDependencies?: { [name: string]: string } } };
    };
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});
