import fc from 'fast-check';
import { type TestApp, testApp } from '../testing/app.ts';
import { bucketOf, type Journey, percentile, type Visit } from '../testing/journeys.ts';
import { history, lasted, live, NORMS, STAGES, ZONE } from '../testing/report-world.ts';

const PATH = ['first', 'second', 'third', 'won'];
const groupOf = (stage: string) => STAGES.find(({ key }) => key === stage)?.group;

describe('figures of reports', () => {
  let app: TestApp;
  let worlds = 0;
  beforeAll(async () => {
    app = await testApp({ worker: false });
    await app.database.query('UPDATE organization SET time_zone = $1', [ZONE]);
  }, 60_000);
  afterAll(() => app?.stop());

  const get = async (url: string) => {
    const answer = await app.inject({ url: `/api/v1/entity-types/${url}` });
    expect([answer.statusCode, answer.json().errors]).toEqual([200, undefined]);
    return answer.json();
  };
  const json = (value: object) => encodeURIComponent(JSON.stringify(value));
  /** Ids of the records that a list shows behind a figure. */
  const listed = async (type: string, behind: object): Promise<string[]> => {
    const { items, total } = await get(`${type}/records?limit=200&count=exact&behind=${json(behind)}`);
    expect(total).toBe(items.length);
    return items.map(({ id }: { id: string }) => id).sort();
  };

  /** How many rows a list of what a figure counts has: as many as it says, page by page. */
  const rowsListed = async (type: string, behind: object): Promise<{ total: number; records: string[] }> => {
    const ids = new Set<string>();
    const records = new Set<string>();
    let total = 0;
    for (let cursor: string | null = ''; cursor !== null; ) {
      const more = cursor ? `&cursor=${cursor}` : '&count=exact';
      const answer: {
        items: { id: string; record: { id: string } }[];
        nextCursor: string | null;
        total?: number;
      } = await get(`${type}/report-rows?limit=7&behind=${json(behind)}${more}`);
      for (const { id } of answer.items) ids.add(id);
      for (const { record } of answer.items) records.add(record.id);
      total = answer.total ?? total;
      cursor = answer.nextCursor;
    }
    expect(ids.size).toBe(total);
    return { total, records: [...records].sort() };
  };

  it('are what the log says, and open as many records as they say', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(400), fc.nat(400), fc.nat(500), async (actions, start, length, least) => {
        const type = `deal${++worlds}`;
        const { journeys, now } = await live(app, type, actions);
        const from = new Date(Date.parse('2026-02-27T00:00:00Z') + start * 3_600_000).toISOString();
        const to = new Date(Date.parse(from) + length * 3_600_000).toISOString();
        const filter = { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value: least }] };
        await agrees(type, journeys, now, {});
        await agrees(type, journeys, now, { from, to });
        await agrees(type, journeys, now, { from, filter });
        await flowAgrees(type, journeys, {});
        await flowAgrees(type, journeys, { from, to });
        await analysisAgrees(type, journeys);
      }),
      { numRuns: 3 },
    );
  }, 240_000);

  async function agrees(
    type: string,
    journeys: Journey[],
    now: number,
    cohort: { from?: string; to?: string; filter?: { combinator: string; rules: { value: number }[] } },
  ): Promise<void> {
    const least = cohort.filter?.rules[0]?.value;
    const records = journeys
      .map((journey) => ({ ...journey, own: journey.visits.filter(({ funnel }) => funnel === 'sales') }))
      .filter(({ own, created, doc }) => {
        if (own.length === 0 || (least !== undefined && !(Number(doc.amount ?? Number.NaN) >= least))) return false;
        return created >= Date.parse(cohort.from ?? '1970-01-01') && created < Date.parse(cohort.to ?? '9000-01-01');
      });
    type Own = (typeof records)[number];
    const ids = (which: (record: Own) => unknown) =>
      records
        .filter(which)
        .map(({ id }) => id)
        .sort();
    const outcome = ({ own }: Own) => groupOf(own.at(-1)?.stage ?? '');
    const seconds = ({ entered, left }: Visit) => ((left ?? now) - entered) / 1000;
    const query = Object.entries(cohort).map(
      ([key, value]) => `${key}=${encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : value)}`,
    );
    const report = await get(`${type}/funnels/sales/report?${query.join('&')}`);
    const opens = async (figure: string, expected: string[], more: object = {}) =>
      expect({
        figure,
        more,
        ids: await listed(type, { report: 'funnel', funnel: 'sales', ...cohort, figure, ...more }),
      }).toEqual({ figure, more, ids: expected });

    for (const figure of ['created', 'won', 'lost', 'open'] as const) {
      const behind = ids((record) => figure === 'created' || outcome(record) === figure);
      expect([figure, report[figure]]).toEqual([figure, behind.length]);
      await opens(figure, behind);
    }
    await opens(
      'closed',
      ids((record) => outcome(record) !== 'open'),
    );
    const reasons = new Map<string | null, string[]>();
    for (const record of records.filter((each) => outcome(each) === 'lost')) {
      const reason = (record.doc.lossReason as string | undefined) ?? null;
      reasons.set(reason, [...(reasons.get(reason) ?? []), record.id].sort());
    }
    expect(report.lossReasons).toHaveLength(reasons.size);
    for (const { reason, count } of report.lossReasons) {
      expect(count).toBe(reasons.get(reason)?.length);
      await opens('lossReason', reasons.get(reason) ?? [], { reason });
    }

    for (const row of report.stages) {
      const { stage } = row;
      const position = PATH.indexOf(stage);
      const visits = records
        .flatMap(({ own }) => own)
        .filter((visit) => visit.stage === stage && groupOf(stage) === 'open');
      const norm = NORMS[stage] === undefined ? Number.POSITIVE_INFINITY : NORMS[stage] / 1000;
      const late = (present: boolean) => (visit: Visit) =>
        visit.stage === stage &&
        groupOf(stage) === 'open' &&
        (visit.left === null) === present &&
        lasted(stage, visit.entered, visit.left ?? now) > norm;
      const lengths = visits.filter(({ left }) => left !== null).map(seconds);
      const figures = {
        entered: ids(({ own }) => own.some((visit) => visit.stage === stage)),
        reached: position < 0 ? [] : ids(({ own }) => own.some((visit) => PATH.indexOf(visit.stage) >= position)),
        current: ids(({ visits: all }) => all.at(-1)?.funnel === 'sales' && all.at(-1)?.stage === stage),
        lostHere: ids(
          (record) =>
            outcome(record) === 'lost' && record.own.filter((v) => groupOf(v.stage) !== 'lost').at(-1)?.stage === stage,
        ),
        timed: ids(({ own }) => own.some((visit) => visits.includes(visit) && visit.left !== null)),
        overNorm: ids(({ own }) => own.some(late(false))),
        overNormNow: ids(({ own }) => own.some(late(true))),
      };
      expect(row).toMatchObject({
        entered: figures.entered.length,
        reached: position < 0 ? null : figures.reached.length,
        current: figures.current.length,
        lostHere: figures.lostHere.length,
        overNorm: visits.filter(late(false)).length,
        overNormRecords: figures.overNorm.length,
        overNormNow: figures.overNormNow.length,
      });
      for (const [name, share] of [
        ['medianSeconds', 0.5],
        ['p90Seconds', 0.9],
      ] as const) {
        const expected = percentile(lengths, share);
        if (expected === null) expect(row[name]).toBeNull();
        else expect(row[name]).toBeCloseTo(expected, 3);
      }
      for (const [figure, expected] of Object.entries(figures)) await opens(figure, expected, { stage });
      const counted = { timed: lengths.length, overNorm: row.overNorm } as const;
      for (const figure of ['timed', 'overNorm'] as const) {
        const listedRows = await rowsListed(type, { report: 'funnel', funnel: 'sales', ...cohort, figure, stage });
        expect({ figure, ...listedRows }).toEqual({ figure, total: counted[figure], records: figures[figure] });
      }
    }
  }

  async function flowAgrees(type: string, journeys: Journey[], cohort: { from?: string; to?: string }): Promise<void> {
    const ways = journeys
      .map(({ id, created, visits }) => ({ id, created, visits: visits.filter(({ funnel }) => funnel === 'sales') }))
      .filter(({ visits, created }) => {
        if (visits.length === 0) return false;
        return created >= Date.parse(cohort.from ?? '1970-01-01') && created < Date.parse(cohort.to ?? '9000-01-01');
      });
    const steps = ways.flatMap(({ id, visits }) =>
      visits.slice(1).map((visit, at) => {
        const before = visits[at] as Visit;
        return { id, key: `${before.stage} ${visit.stage}`, seconds: (visit.entered - before.entered) / 1000 };
      }),
    );
    const query = new URLSearchParams(cohort).toString();
    const flow = await get(`${type}/funnels/sales/flow?${query}`);
    const opens = async (part: object, expected: string[]) =>
      expect({ part, ids: await listed(type, { report: 'flow', funnel: 'sales', ...cohort, ...part }) }).toEqual({
        part,
        ids: [...new Set(expected)].sort(),
      });

    expect(flow.records).toBe(ways.length);
    await opens(
      {},
      ways.map(({ id }) => id),
    );
    expect(flow.nodes).toHaveLength(new Set(ways.flatMap(({ visits }) => visits.map(({ stage }) => stage))).size);
    for (const { stage, visits, records } of flow.nodes) {
      const passed = ways.flatMap((way) => way.visits.filter((visit) => visit.stage === stage).map(() => way.id));
      expect([stage, visits, records]).toEqual([stage, passed.length, new Set(passed).size]);
      await opens({ stage }, passed);
      expect((await rowsListed(type, { report: 'flow', funnel: 'sales', ...cohort, stage })).total).toBe(visits);
    }
    expect(flow.edges).toHaveLength(new Set(steps.map(({ key }) => key)).size);
    for (const { from, to, count, records, medianSeconds } of flow.edges) {
      const taken = steps.filter(({ key }) => key === `${from} ${to}`);
      expect([from, to, count, records]).toEqual([from, to, taken.length, new Set(taken.map(({ id }) => id)).size]);
      expect(medianSeconds).toBeCloseTo(
        percentile(
          taken.map(({ seconds }) => seconds),
          0.5,
        ) ?? -1,
        3,
      );
      const step = { report: 'flow', funnel: 'sales', ...cohort, edge: [from, to] };
      expect((await rowsListed(type, step)).total).toBe(count);
      await opens(
        { edge: [from, to] },
        taken.map(({ id }) => id),
      );
    }
    const variants = new Map<string, string[]>();
    for (const { id, visits } of ways) {
      const path = visits.map(({ stage }) => stage).join(' ');
      variants.set(path, [...(variants.get(path) ?? []), id]);
    }
    expect(flow.variantCount).toBe(variants.size);
    expect(flow.variants).toHaveLength(Math.min(100, variants.size));
    for (const { path, count, share } of flow.variants.slice(0, 20)) {
      const taken = variants.get(path.join(' ')) ?? [];
      expect([path, count, share]).toEqual([path, taken.length, taken.length / ways.length]);
      await opens({ path }, taken);
    }
  }

  /** A key for each group that a row of the dataset stands in. */
  type Groups = (journey: Journey, visit: Visit) => (string | number | null)[][];
  const several = (value: unknown): (string | null)[] => (Array.isArray(value) ? value : [null]);
  const one = (value: unknown) => (value as string | number | undefined) ?? null;
  const ANALYSES: {
    dataset: 'records' | 'stageVisits';
    groupBy: { field: string; bucket?: string }[];
    groups: Groups;
  }[] = [
    { dataset: 'records', groupBy: [], groups: () => [[]] },
    ...(['day', 'week', 'month', 'quarter', 'year'] as const).map((bucket) => ({
      dataset: 'records' as const,
      groupBy: [{ field: '$createdAt', bucket }],
      groups: ({ created }: Journey) => [[bucketOf(created, bucket, ZONE)]],
    })),
    { dataset: 'records', groupBy: [{ field: 'amount' }], groups: ({ doc }) => [[one(doc.amount)]] },
    {
      dataset: 'records',
      groupBy: [{ field: 'tags' }, { field: 'due', bucket: 'month' }],
      groups: ({ doc }) => several(doc.tags).map((tag) => [tag, doc.due ? `${String(doc.due).slice(0, 7)}-01` : null]),
    },
    {
      dataset: 'stageVisits',
      groupBy: [{ field: 'visit.stage' }, { field: 'visit.leftAt', bucket: 'week' }, { field: 'tags' }],
      groups: ({ doc }, { stage, left }) =>
        several(doc.tags).map((tag) => [stage, left === null ? null : bucketOf(left, 'week', ZONE), tag]),
    },
  ];

  async function analysisAgrees(type: string, journeys: Journey[]): Promise<void> {
    for (const { dataset, groupBy, groups } of ANALYSES) {
      const expected = new Map<string, string[]>();
      for (const journey of journeys) {
        const rows = dataset === 'records' ? journey.visits.slice(0, 1) : journey.visits;
        for (const key of rows.flatMap((visit) => groups(journey, visit)).map((each) => JSON.stringify(each))) {
          expected.set(key, [...(expected.get(key) ?? []), journey.id]);
        }
      }
      const measures = [{ fn: 'count' }, { fn: 'countDistinct', field: '$id' }];
      const body = { dataset, entityType: type, groupBy, measures, limit: 10_000 };
      const answer = await app.inject({ method: 'POST', url: '/api/v1/reports/query', body });
      expect(answer.statusCode).toBe(200);
      const { rows, columns } = answer.json();
      const keys: string[] = columns.slice(0, groupBy.length).map(({ key }: { key: string }) => key);
      const counted = new Map<string, number>(
        rows.map((row: { [key: string]: unknown }) => [JSON.stringify(keys.map((key) => row[key])), row.count]),
      );
      if (journeys.length > 0)
        expect(new Map([...counted].sort())).toEqual(
          new Map([...expected].map(([key, list]) => [key, list.length] as const).sort()),
        );
      for (const row of rows.slice(0, 40)) {
        const group = Object.fromEntries(keys.map((key) => [key, row[key]]));
        const ids = await listed(type, { report: 'query', dataset, groupBy, group });
        expect({ group, ids }).toEqual({
          group,
          ids: [...new Set(expected.get(JSON.stringify(Object.values(group))))].sort(),
        });
        expect(ids).toHaveLength(row['countDistinct_$id']);
        if (dataset === 'records') continue;
        expect(await rowsListed(type, { report: 'query', dataset, groupBy, group })).toEqual({
          total: row.count,
          records: ids,
        });
      }
    }
  }
});
