import pg from 'pg';
import { checkCounts } from './counts.ts';
import { benchType, Etapa } from './etapa.ts';
import { generate } from './generate.ts';
import { idleLoad, makeTimeRules } from './idle.ts';
import { importWide, peakMemory } from './import-file.ts';
import { imported, startImport } from './import-rows.ts';
import { operations } from './operations.ts';
import { type Options, readOptions } from './options.ts';
import { Processes } from './processes.ts';
import { startRedis } from './redis.ts';
import { replay } from './replay.ts';
import { measureReports } from './reports.ts';
import { measure } from './round.ts';
import { calmLatency, etapaBurst, FLOOR_TABLES, floorBurst, makeRules, RULES, untilIdle } from './rules.ts';
import { startTwice } from './startup.ts';
import { storm } from './storm.ts';
import { type Line, table } from './table.ts';

/** Records that moves and rules choose from. */
const SAMPLE = 20_000;

const began = Date.now();
const options = readOptions(process.argv.slice(2));
const note = options.short ? 'A short run: it shows that the harness works. Its figures mean nothing.\n' : '';
console.log(note);
const machine = new Processes();
try {
  const { url, pid } = await machine.database();
  await run(url, pid ?? 0, options);
} finally {
  await machine.stop();
}
console.log(`${seconds()} s in all. ${note}`);

async function run(databaseUrl: string, databasePid: number, { records, only }: Options): Promise<void> {
  if (only === '') await tellStartup();
  const servers = new Processes();
  const db = new pg.Client({ connectionString: databaseUrl });
  try {
    const etapa = await Etapa.setUp(await servers.etapa({ DATABASE_URL: databaseUrl }));
    await db.connect();
    await db.query(FLOOR_TABLES);
    await etapa.post('/entity-types', benchType);
    const { rows } = await db.query<{ id: string }>(`SELECT id FROM entity_types WHERE key = 'bench'`);
    const numbers = `record_number_${rows[0]?.id.replaceAll('-', '')}`;
    const port = await servers.start('bench/dist/floor.js', {
      DATABASE_URL: databaseUrl,
      FLOOR_OWNER: etapa.userId,
      FLOOR_NUMBERS: numbers,
    });
    for (const count of records) {
      await generate(db, count, etapa.userId, numbers);
      await checkCounts(db, etapa);
      await tellOperations(db, etapa, `http://127.0.0.1:${port}`, count);
    }
    if (only === '' || 'report'.includes(only)) await tellReports(db, etapa, options);
    await servers.stop();
    if (only === '' || 'rules'.includes(only)) await tellRulesOnBoth(db, etapa, databaseUrl);
    if (only === '' || 'replay'.includes(only)) await tellReplay(db, etapa, databaseUrl, options);
    if (only === '' || 'import'.includes(only)) await tellImport(etapa, databaseUrl, options);
    if (only === '' || 'idle'.includes(only)) await tellIdle(etapa, databaseUrl, databasePid);
  } finally {
    await db.end();
    await servers.stop();
  }
}

async function tellRulesOnBoth(db: pg.Client, etapa: Etapa, databaseUrl: string): Promise<void> {
  await tellRules(db, etapa, databaseUrl, undefined);
  const redis = await startRedis();
  if (!redis) {
    console.log('!!!!!!!! There is no redis-server here: rules on Redis WERE NOT MEASURED. !!!!!!!!\n');
    return;
  }
  try {
    await tellRules(db, etapa, databaseUrl, redis.url);
  } finally {
    await redis.stop();
  }
}

async function tellStartup(): Promise<void> {
  const { first, second } = await startTwice();
  console.log(
    table('start', [
      { name: 'ready after, the first time', alone: first.ready, wanted: '' },
      { name: 'ready after, the second time', alone: second.ready, wanted: '5,000 ms' },
      { name: 'memory then, MB', alone: second.memory / 1e6, wanted: '300 MB' },
    ]),
  );
}

async function tellOperations(db: pg.Client, etapa: Etapa, floor: string, count: number): Promise<void> {
  const lines: Line[] = [];
  try {
    for (const operation of operations(await sample(db))) {
      if (!operation.name.includes(options.only)) continue;
      lines.push(await measure(operation, etapa, floor, options));
      await untilIdle(db);
    }
    await checkCounts(db, etapa);
    const memory = await Etapa.memoryAt(etapa.url);
    lines.push({ name: 'memory after that, MB', alone: memory / 1e6, wanted: '300 MB' });
  } finally {
    console.log(table(`${count.toLocaleString('en')} records, ${options.connections} connections`, lines));
  }
  console.log(`${seconds()} s so far. ${note}`);
}

async function tellReports(db: pg.Client, etapa: Etapa, { short, seconds }: Options): Promise<void> {
  const lines = await measureReports(db, etapa, await sample(db), { times: short ? 1 : 5, seconds });
  const { rows } = await db.query<{ n: string }>('SELECT count(*) AS n FROM stage_visits');
  lines.push({ name: 'memory after that, MB', alone: (await Etapa.memoryAt(etapa.url)) / 1e6, wanted: '300 MB' });
  console.log(table(`reports on ${Number(rows[0]?.n).toLocaleString('en')} visits of stages`, lines));
}

async function tellRules(
  db: pg.Client,
  known: Etapa,
  databaseUrl: string,
  redisUrl: string | undefined,
): Promise<void> {
  const servers = new Processes();
  const env = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl ?? '' };
  const lines: Line[] = [];
  try {
    const etapa = known.at(await servers.etapa(env));
    if (redisUrl === undefined) await makeRules(etapa);
    await servers.start('bench/dist/pipeline-floor.js', env);
    await untilIdle(db);
    for (const rule of RULES) {
      const figures = { etapa: 0, floor: 0 };
      // The first burst warms both up.
      for (const events of [options.events / 4, options.events]) {
        figures.etapa = await etapaBurst(db, rule, Math.ceil(events), etapa.userId);
        await untilIdle(db);
        figures.floor = await floorBurst(db, rule, Math.ceil(events));
      }
      const alone = await calmLatency(db, etapa, rule, await sample(db), options.seconds);
      const name = `rule of one step: ${rule.effect}`;
      lines.push({ name, ...figures, alone, wanted: '0.5 of the floor, p95 100 ms' });
    }
    if (redisUrl === undefined) lines.push(await stormLine(db, etapa, options));
    lines.push({ name: 'memory after that, MB', alone: (await Etapa.memoryAt(etapa.url)) / 1e6, wanted: '300 MB' });
  } finally {
    await servers.stop();
  }
  console.log(table(`rules on ${redisUrl ? 'Redis' : 'PostgreSQL'}`, lines));
}

async function stormLine(db: pg.Client, etapa: Etapa, { rows, seconds }: Options): Promise<Line> {
  const { idle, busy, perSecond } = await storm(db, etapa, await sample(db), { rows, seconds });
  const name = `a move, while ${rows.toLocaleString('en')} rows are imported with rules`;
  return { name, etapa: perSecond, p95: busy, alone: idle, wanted: 'p95 3 times alone' };
}

async function tellImport(known: Etapa, databaseUrl: string, { short, rows }: Options): Promise<void> {
  const servers = new Processes();
  const many = short ? rows : rows * 10;
  try {
    const etapa = known.at(await servers.etapa({ DATABASE_URL: databaseUrl }));
    const began = Date.now();
    await imported(etapa, await startImport(etapa, many, { runRules: false }));
    const took = Date.now() - began;
    const wanted = '100,000 in 60,000 ms';
    const line = (name: string, milliseconds: number) => ({
      name: `${many.toLocaleString('en')} rows, ${name}, ms in all`,
      etapa: (many * 1000) / milliseconds,
      alone: milliseconds,
      wanted,
    });
    const wide = await importWide(etapa, many);
    const [pid] = servers.pids;
    const peak = pid === undefined ? undefined : peakMemory(pid);
    console.log(
      table('import', [
        line('3 columns', took),
        ...wide.map(({ name, milliseconds }) => line(name, milliseconds)),
        { name: 'memory after that, MB', alone: (await Etapa.memoryAt(etapa.url)) / 1e6, wanted: '300 MB' },
        { name: 'most memory on the way, MB', alone: peak && peak / 1e6, wanted: '' },
      ]),
    );
  } finally {
    await servers.stop();
  }
}

/** How long a rule is tried on the recorded past. */
async function tellReplay(db: pg.Client, known: Etapa, databaseUrl: string, { short }: Options): Promise<void> {
  const servers = new Processes();
  try {
    const etapa = known.at(await servers.etapa({ DATABASE_URL: databaseUrl }));
    const { events, milliseconds } = await replay(db, etapa, short ? 1_000 : 100_000);
    const name = `a rule on ${events.toLocaleString('en')} events of the past, ms in all`;
    const figures = { etapa: (events * 1000) / milliseconds, alone: milliseconds, wanted: '100,000 in 60,000 ms' };
    console.log(table('replay', [{ name, ...figures }]));
  } finally {
    await servers.stop();
  }
}

/** What an idle server costs whose rules wait for time. */
async function tellIdle(known: Etapa, databaseUrl: string, databasePid: number): Promise<void> {
  const servers = new Processes();
  try {
    await makeTimeRules(known.at(await servers.etapa({ DATABASE_URL: databaseUrl })), options.timeRules);
    const settle = options.short ? 2 : 90;
    const load = await idleLoad([...servers.pids, databasePid], { seconds: options.seconds * 3, settle });
    const name = `idle with ${options.timeRules} rules that wait for time, % of a core`;
    console.log(table('idle', [{ name, alone: load, wanted: '3 %' }]));
  } finally {
    await servers.stop();
  }
}

async function sample(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM records WHERE entity_type = 'bench' AND stage IN ('s1', 's2') ORDER BY random() LIMIT ${SAMPLE}`,
  );
  return rows.map(({ id }) => id);
}

function seconds(): string {
  return ((Date.now() - began) / 1000).toFixed(0);
}
