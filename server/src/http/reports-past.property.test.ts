import Big from 'big.js';
import fc from 'fast-check';
import { type TestApp, testApp } from '../testing/app.ts';
import { journeysOf, type LoggedEvent, percentile } from '../testing/journeys.ts';
import { history, lasted, live, NORMS, STAGES, ZONE } from '../testing/report-world.ts';

const groupOf = (stage: string) => STAGES.find(({ key }) => key === stage)?.group;

/** Reports on owners and on the past, held against what the log says, record by record. */
describe('figures of deviations and of past forecasts', () => {
  let app: TestApp;
  let owners: string[];
  let worlds = 0;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await app.database.query('UPDATE organization SET time_zone = $1', [ZONE]);
    owners = [(await app.addUser(['member'], 'Ann')).id, (await app.addUser(['member'], 'Bob')).id];
  }, 60_000);
  afterAll(() => app?.stop());

  const get = async (url: string) => {
    const answer = await app.inject({ url: `/api/v1/entity-types/${url}` });
    expect([answer.statusCode, answer.json().errors]).toEqual([200, undefined]);
    return answer.json();
  };

  it('are what the log says', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (actions) => {
        const type = `past${++worlds}`;
        const { journeys, now } = await live(app, type, actions);
        const events = await app.database.query<LoggedEvent>(
          `SELECT record_id AS "recordId", kind, at, data FROM events WHERE entity_type = $1 ORDER BY seq`,
          [type],
        );
        const ownerOf = new Map(journeys.map(({ id }, at) => [id, at % 3 === 2 ? null : (owners[at % 3] ?? null)]));
        for (const [id, ownerId] of ownerOf) {
          const body = { ownerId };
          await app.inject({ method: 'PATCH', url: `/api/v1/entity-types/${type}/records/${id}`, body });
        }

        const { owners: rows, stages } = await get(`${type}/funnels/sales/deviations`);
        for (const row of [...rows, ...stages]) {
          const of = journeys
            .filter(({ id }) => row.ownerId === undefined || ownerOf.get(id) === row.ownerId)
            .flatMap(({ id, visits }) => visits.map((visit) => ({ id, ...visit })))
            .filter(({ funnel, stage }) => funnel === 'sales' && stage === row.stage);
          const norm = (NORMS[row.stage] ?? Number.POSITIVE_INFINITY) / 1000;
          const lengths = of.flatMap(({ id, entered, left }) =>
            left === null ? [] : [{ id, seconds: lasted(row.stage, entered, left) }],
          );
          const late = lengths.filter(({ seconds }) => seconds > norm);
          const open = of.filter(({ left }) => left === null);
          expect(row).toMatchObject({
            finished: lengths.length,
            finishedRecords: new Set(lengths.map(({ id }) => id)).size,
            overNorm: late.length,
            overNormRecords: new Set(late.map(({ id }) => id)).size,
            now: open.length,
            overNormNow: open.filter(({ entered }) => lasted(row.stage, entered, now) > norm).length,
          });
          const median = percentile(
            lengths.map(({ seconds }) => seconds),
            0.5,
          );
          if (median === null) expect(row.medianSeconds).toBeNull();
          else expect(row.medianSeconds).toBeCloseTo(median, 3);
          const average = lengths.reduce((sum, { seconds }) => sum + seconds, 0) / lengths.length;
          if (row.normSeconds !== null && lengths.length > 0) {
            expect(row.deviationSeconds).toBeCloseTo(average - norm, 3);
            const over = late.reduce((sum, { seconds }) => sum + seconds - norm, 0);
            expect(row.overSeconds).toBeCloseTo(over, 3);
          }
        }

        const { points } = await get(`${type}/forecast/history?every=day&from=2026-02-27`);
        const kept = new Set(journeys.map(({ id }) => id));
        for (const point of points) {
          const until = Date.parse(point.at);
          const then = journeysOf(events.filter(({ at, recordId }) => at.getTime() <= until && kept.has(recordId)));
          const sums: { [figure: string]: Map<string, Big> } = { open: new Map(), weighted: new Map(), won: new Map() };
          const counts: { [figure: string]: number } = { open: 0, won: 0 };
          for (const { doc, visits } of then) {
            const last = visits.at(-1);
            const group = last && (last.funnel === 'sales' ? groupOf(last.stage) : 'open');
            if (group !== 'open' && group !== 'won') continue;
            counts[group] = (counts[group] ?? 0) + 1;
            if (typeof doc.amount !== 'number') continue;
            const currency = typeof doc.currency === 'string' ? doc.currency : '';
            const add = (figure: string, amount: Big) => {
              const sum = sums[figure];
              sum?.set(currency, (sum.get(currency) ?? Big(0)).plus(amount));
            };
            add(group, Big(doc.amount));
            if (group === 'open') add('weighted', Big(doc.amount).times(last?.stage === 'first' ? 0.25 : 0));
          }
          expect({ at: point.at, open: point.openCount, won: point.wonCount }).toEqual({ at: point.at, ...counts });
          for (const figure of ['open', 'weighted', 'won'] as const) {
            const expected = Object.fromEntries([...(sums[figure] ?? [])].map(([code, sum]) => [code, sum.toNumber()]));
            const none = Object.keys(expected).length === 0;
            expect([point.at, figure, point[figure]]).toEqual([point.at, figure, none ? 0 : expected]);
          }
        }
      }),
      { numRuns: 2 },
    );
  }, 240_000);
});
