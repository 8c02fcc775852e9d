import type { Client } from 'pg';
import { type Etapa, STAGES } from './etapa.ts';
import type { Line } from './table.ts';

const DAY = 86_400_000;
const FIGURES = '/entity-types/bench/funnels/main/report';

/** Clicks per second of the person at work while reports are read. */
const CLICKS = 20;

const count = { fn: 'count' };
const records = { dataset: 'records', entityType: 'bench' };
const visits = { dataset: 'stageVisits', entityType: 'bench' };

/** What a manager has on a dashboard. */
const WIDGETS: { query: object; sql: string }[] = [
  { query: { ...records, measures: [count] }, sql: 'SELECT count(*) FROM live' },
  {
    query: { ...records, groupBy: [{ field: '$stage' }], measures: [count, { fn: 'sum', field: 'amount' }] },
    sql: `SELECT stage, count(*), sum((doc -> 'amount')::numeric) FROM live GROUP BY 1`,
  },
  {
    query: { ...records, groupBy: [{ field: '$createdAt', bucket: 'month' }], measures: [count] },
    sql: `SELECT date_trunc('month', created_at), count(*) FROM live GROUP BY 1`,
  },
  {
    query: { ...records, groupBy: [{ field: '$owner' }], measures: [count, { fn: 'countDistinct', field: 'city' }] },
    sql: `SELECT owner_id, count(*), count(DISTINCT doc ->> 'city') FROM live GROUP BY 1`,
  },
  {
    query: { ...records, groupBy: [{ field: 'city' }], measures: [{ fn: 'avg', field: 'amount' }] },
    sql: `SELECT doc ->> 'city', avg((doc -> 'amount')::numeric) FROM live GROUP BY 1`,
  },
  {
    query: { ...records, groupBy: [{ field: '$closedAt', bucket: 'month' }, { field: '$stage' }], measures: [count] },
    sql: `SELECT date_trunc('month', closed_at), stage, count(*) FROM live GROUP BY 1, 2`,
  },
  {
    query: {
      ...visits,
      groupBy: [{ field: 'visit.stage' }],
      measures: [count, { fn: 'median', field: 'visit.seconds' }],
    },
    sql: `SELECT v.stage, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM v.left_at - v.entered_at))
      FROM live r JOIN stage_visits v ON v.record_id = r.id GROUP BY 1`,
  },
  {
    query: { ...visits, groupBy: [{ field: 'visit.enteredAt', bucket: 'month' }], measures: [count] },
    sql: `SELECT date_trunc('month', v.entered_at), count(*) FROM live r JOIN stage_visits v ON v.record_id = r.id GROUP BY 1`,
  },
];

const LIVE = `WITH live AS (SELECT * FROM records WHERE entity_type = 'bench' AND deleted_at IS NULL)`;

/** The figures of the funnel report as one would write them down at once: by stage, and by how records ended. */
const BY_HAND = [
  `${LIVE} SELECT v.stage, count(DISTINCT v.record_id),
     percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY extract(epoch FROM v.left_at - v.entered_at)),
     count(*) FILTER (WHERE v.left_at - v.entered_at > interval '7 days')
   FROM live r JOIN stage_visits v ON v.record_id = r.id AND v.funnel = 'main'
   WHERE r.created_at >= $1 AND r.created_at < $2 GROUP BY 1`,
  `${LIVE} SELECT stage, count(*), sum((doc -> 'amount')::numeric),
     percentile_cont(0.5) WITHIN GROUP (ORDER BY closed_at - created_at) FROM live
   WHERE created_at >= $1 AND created_at < $2 AND funnel = 'main' GROUP BY 1`,
];

/**
 * Reports read anew once they have been read before, each beside SQL by hand of the same figures on one bare connection, in the same minute.
 *
 * @param ids of cards that somebody moves while reports are read
 * @param times how often each is read
 */
export async function measureReports(
  db: Client,
  etapa: Etapa,
  ids: string[],
  { times, seconds }: { times: number; seconds: number },
): Promise<Line[]> {
  await db.query('SET jit = off');
  const now = Date.now();
  const month: [Date, Date] = [new Date(now - 90 * DAY), new Date(now - 60 * DAY)];
  const ever: [Date, Date] = [new Date(0), new Date(now + DAY)];
  const byHand = (period: [Date, Date]) => async () => {
    for (const sql of BY_HAND) await db.query(sql, period);
  };
  const range = new URLSearchParams({ from: month[0].toISOString(), to: month[1].toISOString() });
  const lines: Line[] = [];
  let moved = 0;
  const compare = async (name: string, wanted: string, read: () => Promise<unknown>, hand: () => Promise<unknown>) => {
    const [ours, theirs] = [new Times(), new Times()];
    for (let time = 0; time <= times; time += 1) {
      // Who has written something is never given what was read before.
      await etapa.post(`/entity-types/bench/records/${ids[0]}/move`, { stage: STAGES[moved++ % STAGES.length] });
      await ours.of(read);
      await theirs.of(hand);
    }
    const own = ours.usual();
    lines.push({
      name,
      etapa: 1000 / own,
      floor: 1000 / theirs.usual(),
      alone: own,
      floorAlone: theirs.usual(),
      wanted,
    });
  };
  const dashboard = () => Promise.all(WIDGETS.map(({ query }) => etapa.post('/reports/query', query)));
  for (const read of [() => etapa.get(`${FIGURES}?${range}`), () => etapa.get(FIGURES), dashboard]) await read();
  await untilPacked(db);
  await compare('funnel report, one month', '300 ms', () => etapa.get(`${FIGURES}?${range}`), byHand(month));
  await compare('funnel report, everything', '2,000 ms', () => etapa.get(FIGURES), byHand(ever));
  await compare('dashboard of eight widgets', '2,000 ms', dashboard, async () => {
    for (const { sql } of WIDGETS) await db.query(`${LIVE} ${sql}`);
  });
  const again = new Times();
  for (let time = 0; time < times; time += 1) await again.of(dashboard);
  lines.push({ name: 'the same dashboard opened again', alone: again.usual(), wanted: '2,000 ms' });
  const beside = { etapa, ids, seconds };
  lines.push(
    await besides('a move or a change, while everything is reported in a loop', () => etapa.get(FIGURES), beside),
  );
  lines.push(await besides('a move or a change, while the dashboard is opened in a loop', dashboard, beside));
  return lines;
}

/** Until nothing more is packed behind: what reports go over is made when they are first asked. */
async function untilPacked(db: Client): Promise<void> {
  let [before, calm] = ['', 0];
  while (calm < 10) {
    const { rows } = await db.query<{ n: string }>('SELECT count(*) AS n FROM packed_columns');
    const now = rows[0]?.n ?? '';
    calm = now === before ? calm + 1 : 0;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

interface Beside {
  etapa: Etapa;
  ids: string[];
  seconds: number;
}

/** Clicks while nothing else goes on, and while reports are read again and again. */
async function besides(name: string, read: () => Promise<unknown>, { etapa, ids, seconds }: Beside): Promise<Line> {
  const until = (end: number) => () => performance.now() < end;
  const alone = await clicks(etapa, ids, until(performance.now() + seconds * 1000));
  const end = performance.now() + seconds * 2000;
  const reading = (async () => {
    while (performance.now() < end) await read();
  })();
  const busy = await clicks(etapa, ids, until(end));
  await reading;
  return { name, p95: busy.late(), alone: alone.late(), wanted: 'p95 100 ms' };
}

/** Cards are moved, and every other one changed. */
async function clicks(etapa: Etapa, ids: string[], goOn: () => boolean): Promise<Times> {
  const times = new Times();
  for (let made = 0; goOn(); made += 1) {
    const path = `/entity-types/bench/records/${ids[made % ids.length]}`;
    const took = await times.of(() =>
      made % 2 === 0
        ? etapa.post(`${path}/move`, { stage: STAGES[made % STAGES.length] })
        : etapa.patch(path, { doc: { amount: made } }),
    );
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 1000 / CLICKS - took)));
  }
  return times;
}

/** How long something took, each time. Milliseconds. */
class Times {
  private readonly times: number[] = [];

  async of(work: () => Promise<unknown>): Promise<number> {
    const began = performance.now();
    await work();
    const took = performance.now() - began;
    this.times.push(took);
    return took;
  }

  /** Half of them took less, the first left out where there are others: it warms up. */
  usual(): number {
    const warm = this.times.slice(this.times.length > 1 ? 1 : 0).sort((one, other) => one - other);
    return warm[Math.floor(warm.length / 2)] ?? Number.NaN;
  }

  /** One in twenty took longer. */
  late(): number {
    const sorted = this.times.toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
  }
}
