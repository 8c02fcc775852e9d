import { compareFunnels } from '@etapa/shared/reports/comparison';
import fc from 'fast-check';
import { type TestApp, testApp } from '../testing/app.ts';
import { type Journey, percentile } from '../testing/journeys.ts';
import { history, lasted, live, NORMS, STAGES, ZONE } from '../testing/report-world.ts';

const WAY = ['first', 'second', 'third', 'won'];
const groupOf = (stage: string | undefined) => STAGES.find(({ key }) => key === stage)?.group;
const DAY = 86_400_000;

/** What a funnel report has to say of these records, told from their journeys one by one. */
function told(journeys: Journey[], now: number) {
  const records = journeys
    .map((journey) => ({ ...journey, own: journey.visits.filter(({ funnel }) => funnel === 'sales') }))
    .filter(({ own }) => own.length > 0);
  const endOf = ({ own }: (typeof records)[number]) => own.at(-1);
  const count = (which: (record: (typeof records)[number]) => boolean) => records.filter(which).length;
  const [won, lost] = [
    count((each) => groupOf(endOf(each)?.stage) === 'won'),
    count((each) => groupOf(endOf(each)?.stage) === 'lost'),
  ];
  const reachedAt = (at: number) => count(({ own }) => own.some(({ stage }) => WAY.indexOf(stage) >= at));
  return {
    totals: {
      created: records.length,
      won,
      lost,
      open: records.length - won - lost,
      winRate: won + lost === 0 ? null : won / (won + lost),
    },
    stages: STAGES.map(({ key, group }) => {
      const at = WAY.indexOf(key);
      const visits = records.flatMap(({ own }) => own).filter(({ stage }) => stage === key && group === 'open');
      const lengths = visits.flatMap(({ entered, left }) => (left === null ? [] : [(left - entered) / 1000]));
      const norm = (NORMS[key] ?? Number.POSITIVE_INFINITY) / 1000;
      const share = (of: number) => (of === 0 ? null : reachedAt(at) / of);
      return {
        stage: key,
        entered: count(({ own }) => own.some(({ stage }) => stage === key)),
        reached: at < 0 ? null : reachedAt(at),
        current: count(({ visits: all }) => all.at(-1)?.funnel === 'sales' && all.at(-1)?.stage === key),
        lostHere: count(
          (each) =>
            groupOf(endOf(each)?.stage) === 'lost' &&
            each.own.filter(({ stage }) => groupOf(stage) !== 'lost').at(-1)?.stage === key,
        ),
        conversionFromPrevious: at < 0 ? null : share(reachedAt(Math.max(0, at - 1))),
        conversionFromFirst: at < 0 ? null : share(reachedAt(0)),
        medianSeconds: percentile(lengths, 0.5),
        p90Seconds: percentile(lengths, 0.9),
        overNorm: visits.filter(({ entered, left }) => left !== null && lasted(key, entered, left) > norm).length,
        overNormNow: visits.filter(({ entered, left }) => left === null && lasted(key, entered, now) > norm).length,
      };
    }),
  };
}

/** A figure of both and how they differ, as it is shown. */
function expectCompared(shown: unknown, one: number | null, other: number | null, name: string): void {
  const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 3));
  const difference = one === null || other === null ? null : near(one - other);
  expect({ name, shown }).toEqual({ name, shown: { one: near(one), other: near(other), difference } });
}

describe('funnel reports side by side', () => {
  let app: TestApp;
  let worlds = 0;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await app.database.query('UPDATE organization SET time_zone = $1', [ZONE]);
  }, 60_000);
  afterAll(() => app?.stop());

  it('of two periods, two people and two teams, differ by what the log says', async () => {
    const people = [await app.addUser(['member'], 'Ann'), await app.addUser(['member'], 'Bob')];
    const teams: string[] = [];
    for (const [at, { id }] of people.entries()) {
      const team = await app.inject({
        method: 'POST',
        url: '/api/v1/teams',
        body: { name: `Team ${at}`, memberIds: [id] },
      });
      teams.push(team.json().id);
    }
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 2, max: 12 }), async (actions, days) => {
        const type = `compared${++worlds}`;
        const { journeys, now } = await live(app, type, actions);
        const ownerOf = new Map(journeys.map(({ id }, at) => [id, people[at % 3]?.id ?? null]));
        for (const [id, ownerId] of ownerOf) {
          if (!ownerId) continue;
          const url = `/api/v1/entity-types/${type}/records/${id}`;
          const assigned = await app.inject({ method: 'PATCH', url, body: { ownerId } });
          expect([assigned.statusCode, assigned.json().detail]).toEqual([200, undefined]);
        }
        const report = async (asked: { [name: string]: string }) => {
          const query = new URLSearchParams(asked).toString();
          const answer = await app.inject({ url: `/api/v1/entity-types/${type}/funnels/sales/report?${query}` });
          expect([asked, answer.statusCode, answer.json().detail]).toEqual([asked, 200, undefined]);
          return answer.json();
        };
        // Midnights of New York before its clocks change, and after.
        const middle = Date.parse('2026-02-27T05:00:00Z') + days * DAY;
        const turn = middle >= Date.parse('2026-03-08T07:00:00Z') ? middle - DAY / 24 : middle;
        const day = new Date(middle).toISOString().slice(0, 10);
        const sides: [ask: { [name: string]: string }, of: (journey: Journey) => boolean][][] = [
          [
            [{ to: day }, ({ created }) => created < turn],
            [{ from: day }, ({ created }) => created >= turn],
          ],
          people.map(({ id }) => [{ owner: id }, (journey) => ownerOf.get(journey.id) === id]),
          teams.map((team, at) => [{ team }, (journey) => ownerOf.get(journey.id) === people[at]?.id]),
        ];
        for (const [one, other] of sides) {
          if (!one || !other) throw new Error('A comparison has two sides.');
          const { totals, stages } = compareFunnels(await report(one[0]), await report(other[0]));
          const [first, second] = [told(journeys.filter(one[1]), now), told(journeys.filter(other[1]), now)];
          for (const name of ['created', 'won', 'lost', 'open', 'winRate'] as const) {
            expectCompared(totals[name], first.totals[name], second.totals[name], name);
          }
          expect(stages.map(({ stage }) => stage)).toEqual(STAGES.map(({ key }) => key));
          for (const [at, { stage, ...figures }] of stages.entries()) {
            const [here, there] = [first.stages[at], second.stages[at]];
            for (const [name, shown] of Object.entries(figures)) {
              const figure = name as keyof typeof figures;
              expectCompared(shown, here?.[figure] ?? null, there?.[figure] ?? null, `${stage} ${figure}`);
            }
          }
        }
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 120_000);
});
