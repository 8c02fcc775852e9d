import { type TestApp, testApp } from '../testing/app.ts';

const BASE = '/api/v1/entity-types/deal';

const DEAL = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR' },
    {
      key: 'why',
      label: 'Why',
      kind: 'select',
      options: [
        { key: 'price', label: 'Price' },
        { key: 'late', label: 'Late' },
      ],
    },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'first', name: 'First', group: 'open', norm: 'P2D' },
        { key: 'second', name: 'Second', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
        { key: 'lost', name: 'Lost', group: 'lost', required: ['why'] },
      ],
    },
    { key: 'other', name: 'Other', transitions: 'free', stages: [{ key: 'in', name: 'In', group: 'open' }] },
  ],
};

const DAY = 86_400;

describe('a funnel report', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
    expect((await app.inject({ method: 'POST', url: '/api/v1/entity-types', body: DEAL })).statusCode).toBe(201);
    await travel(100, ['first', 'second', 'won'], [1, 2]);
    // Went back once: it entered the first stage once, for all that.
    await travel(300, ['first', 'second', 'first', 'won'], [3, 4, 5]);
    await travel(50, ['first', 'second', 'lost'], [7, 1], 'price');
    await travel(70, ['first', 'lost'], [9], 'price');
    await travel(20, ['lost'], [], 'late');
    await travel(400, ['first', 'second'], [3]);
    await travel(30, ['first'], []);
    await travel(900, ['first', 'second', 'other in'], [1, 1]);
    await travel(1, ['other in'], []);
  }, 60_000);
  afterAll(() => app?.stop());

  /** A record that went through stages; `days` say how long each visit but the last took, which began a day ago. */
  const travel = async (amount: number, stages: string[], days: number[], why?: string): Promise<void> => {
    const place = (stage: string) => (stage === 'other in' ? { funnel: 'other', stage: 'in' } : { stage });
    const [first = '', ...later] = stages;
    const doc = { title: stages.join(), amount, ...(why ? { why } : {}) };
    const made = await app.inject({ method: 'POST', url: `${BASE}/records`, body: { doc, ...place(first) } });
    expect(made.statusCode).toBe(201);
    const { id } = made.json();
    for (const stage of later) {
      const moved = await app.inject({ method: 'POST', url: `${BASE}/records/${id}/move`, body: place(stage) });
      expect(moved.statusCode).toBe(200);
    }
    let began = 1 + days.reduce((sum, each) => sum + each, 0);
    await app.database.query(
      `UPDATE records SET created_at = now() - make_interval(days => $2), closed_at = CASE WHEN closed_at IS NOT NULL
         THEN now() - interval '1 day' END WHERE id = $1`,
      [id, began],
    );
    for (const [index, lasted] of [...days, null].entries()) {
      await app.database.query(
        `UPDATE stage_visits SET entered_at = now() - make_interval(days => $3),
           left_at = now() - make_interval(days => $3) + make_interval(days => $4) WHERE record_id = $1 AND ordinal = $2`,
        [id, index + 1, began, lasted],
      );
      began -= lasted ?? 0;
    }
  };
  const report = async (query = '') => {
    const answer = await app.inject({ url: `${BASE}/funnels/sales/report${query}` });
    expect(answer.statusCode).toBe(200);
    return answer.json();
  };

  it('counts records where they were, are and ended', async () => {
    expect(await report()).toMatchObject({
      created: 8,
      won: 2,
      lost: 3,
      open: 3,
      winRate: 0.4,
      stages: [
        { stage: 'first', entered: 7, reached: 7, current: 1, lostHere: 1, currentSums: { amount: 30 } },
        { stage: 'second', entered: 5, reached: 5, current: 1, lostHere: 1, currentSums: { amount: 400 } },
        { stage: 'won', entered: 2, reached: 2, current: 2, lostHere: 0, currentSums: { amount: 400 } },
        { stage: 'lost', entered: 3, reached: null, current: 3, lostHere: 0, currentSums: { amount: 140 } },
      ],
      wonSums: { amount: 400 },
      wonMedians: { amount: 200 },
      lossReasons: [
        { reason: 'price', count: 2, sum: 120 },
        { reason: 'late', count: 1, sum: 20 },
      ],
    });
  });

  it('measures finished visits, and counts those beyond the norm apart from those that still are', async () => {
    const { stages, medianCycleSeconds } = await report();
    // First: 1, 3, 5, 7, 9, 3, 1 days, and one open. Second: 2, 4, 1, 1 days, and one open.
    expect(stages[0]).toMatchObject({ medianSeconds: 3 * DAY, normSeconds: 2 * DAY, overNorm: 5, overNormNow: 0 });
    expect(stages[0].p90Seconds).toBeCloseTo(7.8 * DAY, 0);
    expect(stages[1]).toMatchObject({ medianSeconds: 1.5 * DAY, normSeconds: null, overNorm: 0 });
    expect(stages[2]).toMatchObject({ medianSeconds: null, p90Seconds: null });
    expect(medianCycleSeconds).toBeCloseTo(7.5 * DAY, 0);
  });

  it('is of the records made in a time, and of those that a filter finds', async () => {
    const tenDaysAgo = new Date(Date.now() - 9.5 * DAY * 1000).toISOString();
    expect(await report(`?to=${tenDaysAgo}`)).toMatchObject({ created: 2, won: 1, lost: 1 });
    expect(await report(`?from=${tenDaysAgo}`)).toMatchObject({ created: 6, won: 1, lost: 2 });
    const filter = { combinator: 'and', rules: [{ field: 'amount', operator: '<', value: 50 }] };
    const small = await report(`?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    expect(small).toMatchObject({ created: 2, won: 0, lost: 1, open: 1, winRate: 0, medianCycleSeconds: null });
  });

  it('says nothing of nobody', async () => {
    expect(await report('?to=2000-01-01')).toMatchObject({ created: 0, winRate: null, lossReasons: [], wonSums: {} });
  });
});
