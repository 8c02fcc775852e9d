import fc from 'fast-check';
import { ReportAnswers } from '../services/reports/answers.ts';
import { PackedRecords } from '../store/packed-records.ts';
import { PackedRenewal } from '../store/packed-renewal.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { history, live, ZONE } from '../testing/report-world.ts';

const count = { fn: 'count' };
const of = (field: string) => ['sum', 'avg', 'min', 'max'].map((fn) => ({ fn, field }));
const asked = (dataset: string, queries: object[]) => queries.map((query) => ({ dataset, ...query }));

function among(field: string, value: string) {
  return { combinator: 'and', rules: [{ field, operator: '=', value }] };
}

const QUERIES: object[] = [
  ...asked('records', [
    { measures: [count] },
    { measures: [count, ...of('amount'), ...of('weight')] },
    { groupBy: [{ field: '$stage' }], measures: [count, { fn: 'count', field: 'weight' }, ...of('amount')] },
    { groupBy: [{ field: '$createdAt', bucket: 'week' }, { field: 'currency' }], measures: [count, ...of('weight')] },
    { groupBy: [{ field: 'amount' }], measures: [count], sort: ['-count'], limit: 4 },
    { groupBy: [{ field: '$owner' }], measures: [{ fn: 'count', field: 'lossReason' }], top: { n: 1, others: true } },
    { groupBy: [{ field: 'due', bucket: 'month' }], measures: of('weight'), top: { n: 2, others: true } },
    { groupBy: [{ field: 'currency' }], measures: [count], filter: among('$stage', 'first') },
    { measures: [count, { fn: 'median', field: 'weight' }, { fn: 'countDistinct', field: '$id' }] },
    { groupBy: [{ field: '$stage' }, { field: 'currency' }], measures: [{ fn: 'p90', field: 'weight' }, count] },
    {
      groupBy: [{ field: '$owner' }],
      measures: [{ fn: 'countDistinct', field: 'due' }],
      filter: among('$stage', 'first'),
    },
  ]),
  ...asked('stageVisits', [
    { measures: [count] },
    { measures: [count, ...of('visit.seconds')] },
    { measures: ['median', 'p90'].map((fn) => ({ fn, field: 'visit.seconds' })), groupBy: [{ field: 'visit.stage' }] },
    {
      measures: [{ fn: 'median', field: 'weight' }],
      groupBy: [{ field: 'visit.enteredAt', bucket: 'week' }],
      limit: 2,
    },
    {
      groupBy: [{ field: 'visit.stage' }],
      measures: [count, { fn: 'countDistinct', field: '$id' }, { fn: 'countDistinct', field: 'currency' }],
      sort: ['-countDistinct_$id'],
    },
    { groupBy: [{ field: 'visit.stage' }], measures: [count, { fn: 'count', field: 'visit.leftAt' }, ...of('amount')] },
    { groupBy: [{ field: 'visit.enteredAt', bucket: 'day' }, { field: 'lossReason' }], measures: of('visit.seconds') },
    { groupBy: [{ field: '$stage' }], measures: [count], filter: among('currency', 'EUR') },
    { groupBy: [{ field: 'visit.funnel' }], measures: [count], filter: among('visit.stage', 'second') },
  ]),
];

describe('figures out of packed columns', () => {
  let app: TestApp;
  let packed: PackedRecords;
  let renewal: PackedRenewal;
  let asItIs: PackedRecords['count'];
  let worlds = 0;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await app.database.query('UPDATE organization SET time_zone = $1', [ZONE]);
    packed = app.get(PackedRecords);
    renewal = app.get(PackedRenewal);
    Object.assign(packed, { slow: 0 });
    // Nothing is kept, however slow the machine: both ways are asked anew each time.
    Object.assign(app.get(ReportAnswers), { slow: Number.POSITIVE_INFINITY });
    Object.assign(renewal, { least: 1, size: 7, pauses: 0 });
    asItIs = packed.count.bind(packed);
  }, 60_000);
  afterAll(() => app?.stop());

  const bySql: PackedRecords['count'] = (_db, _cohort, _specs, _pass, sql) => sql();
  const outOfColumns: PackedRecords['count'] = (db, cohort, specs, pass) =>
    asItIs(db, cohort, specs, pass, () => Promise.reject(new Error('There are no columns.')));

  const answers = async (type: string, cohorts: string[], counted: PackedRecords['count']) => {
    packed.count = counted;
    const found: unknown[] = [];
    for (const cohort of cohorts)
      for (const report of ['report', 'flow']) {
        const answer = await app.inject({ url: `/api/v1/entity-types/${type}/funnels/sales/${report}?${cohort}` });
        expect([cohort, answer.statusCode]).toEqual([cohort, 200]);
        found.push([report, cohort, answer.json()]);
      }
    for (const query of QUERIES) {
      const body = { entityType: type, ...query };
      const answer = await app.inject({ method: 'POST', url: '/api/v1/reports/query', body });
      expect([query, answer.json().errors]).toEqual([query, undefined]);
      found.push([query, answer.json()]);
    }
    return found;
  };

  it('are those of SQL to the last digit: just made, with what changed since, and made anew', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(400), fc.nat(400), fc.nat(500), async (actions, start, length, least) => {
        const type = `deal${++worlds}`;
        const from = new Date(Date.parse('2026-02-27T00:00:00Z') + start * 3_600_000);
        const to = new Date(from.getTime() + length * 3_600_000);
        const filter = { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: least }] };
        const cohorts = [
          '',
          `from=${from.toISOString()}&to=${to.toISOString()}`,
          `from=${from.toISOString()}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
        ];
        let renewed = false;
        const agrees = async () => {
          const expected = await answers(type, cohorts, bySql);
          expect(await answers(type, cohorts, outOfColumns)).toEqual(expected);
        };
        const renew = async () => {
          renewal.after = 0;
          await answers(type, cohorts, asItIs);
          await renewal.settled();
          renewal.after = 1_000;
        };
        await live(app, type, actions, async () => {
          if (renewed) await agrees();
          else await renew();
          renewed = true;
          await agrees();
        });
        await agrees();
        await renew();
        await agrees();
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 240_000);
});
