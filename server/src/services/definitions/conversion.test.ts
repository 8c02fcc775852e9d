import { checkDefinition } from '@etapa/shared/definition/check';
import { documentSchema } from '@etapa/shared/definition/document';
import type { RecordEvent } from '@etapa/shared/process/event';
import { forward, type Replayed } from '@etapa/shared/process/replay';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type TestApp, testApp } from '../../testing/app.ts';
import { until } from '../../testing/until.ts';

/** How many records are converted: `ETAPA_TEST_CONVERSION_RECORDS`, says more where there is time. */
const RECORDS = Number(process.env.ETAPA_TEST_CONVERSION_RECORDS ?? 3_000);
const WRITERS = 6;
const READERS = 2;
/** Longest that anybody waits for an answer meanwhile, in milliseconds: more would be downtime. */
const PATIENCE = 10_000;
/** Time for so many records, in milliseconds. */
const TIME = 120_000 + RECORDS * 10;
/** Texts that are no amount: every 250th record has one. */
const ODD = ['n/a', 'ask Ann', '12.345', 'a lot'];

const stages = ['approach', 'proposal', 'talks', 'won'].map((key) => ({
  key,
  name: key,
  group: key === 'won' ? 'won' : 'open',
}));

const deal = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'text' },
    { key: 'turn', label: 'Turn', kind: 'integer' },
  ],
  funnels: [{ key: 'sales', name: 'Sales', transitions: 'free', stages }],
};

const changed = {
  ...deal,
  fields: deal.fields
    .map((field) => (field.key === 'amount' ? { ...field, kind: 'money', currency: 'EUR', indexed: true } : field))
    .concat([{ key: 'double', label: 'Double', kind: 'number', formula: '= amount * 2' } as never]),
  funnels: [{ ...deal.funnels[0], stages: stages.filter(({ key }) => key !== 'proposal') }],
};

const textOf = (index: number): string =>
  index % 250 === 0 ? (ODD[(index / 250) % ODD.length] ?? '') : `1,${100 + (index % 900)}.25`;
const ODDITIES = Math.ceil(RECORDS / 250);
const amountOf = (index: number): number | undefined => (index % 250 === 0 ? undefined : 1_100 + (index % 900) + 0.25);

describe('a conversion while people work', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await testApp();
    await test.inject({ method: 'POST', url: '/api/v1/entity-types', body: deal });
  });
  afterAll(() => test?.stop());

  const url = '/api/v1/entity-types/deal/records';
  const post = (path: string, body: object) => test.inject({ method: 'POST', url: `${url}${path}`, body });

  it(
    'loses no write and no value, and leaves every document right and every count true',
    async () => {
      const ids: string[] = [];
      for (let from = 0; from < RECORDS; from += 20) {
        const made = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            post('', {
              doc: { title: `Deal ${from + index}`, amount: textOf(from + index) },
              stage: (from + index) % 3 === 0 ? 'proposal' : 'approach',
            }),
          ),
        );
        ids.push(...made.map((answer) => answer.json().id));
      }
      const draft = await test.inject({
        method: 'PUT',
        url: '/api/v1/entity-types/deal/draft',
        body: { revision: 0, definition: changed },
      });
      expect(draft.statusCode).toBe(200);
      const effect = (await test.inject({ method: 'POST', url: '/api/v1/entity-types/deal/draft/check' })).json();
      expect(effect.fields).toMatchObject([{ field: 'amount', converts: RECORDS - ODDITIES, fails: ODDITIES }]);
      expect(effect.stages).toMatchObject([
        { funnel: 'sales', stage: 'proposal', records: Math.ceil(RECORDS / 3), target: null },
      ]);

      const last = new Map<string, number>();
      const created = new Map<string, number>();
      let working = true;
      const refusals: string[] = [];
      const waits: number[] = [];
      const timed = async <T>(work: Promise<T>): Promise<T> => {
        const from = performance.now();
        const answer = await work;
        waits.push(performance.now() - from);
        return answer;
      };
      /** Patches, moves and makes records all the time, as forty people would. */
      const write = async (writer: number) => {
        for (let turn = 1; working; turn++) {
          const index = (turn * 131 + writer * 17) % RECORDS;
          // Each record has one writer, so that the last turn written is known.
          const id = ids[index - (index % WRITERS) + writer];
          if (id === undefined) continue;
          const patched = await timed(test.inject({ method: 'PATCH', url: `${url}/${id}`, body: { doc: { turn } } }));
          if (patched.statusCode === 200) last.set(id, turn);
          else refusals.push(patched.body);
          if (turn % 3 === 0) {
            const moved = await timed(post(`/${id}/move`, { stage: 'talks', after: null }));
            if (moved.statusCode !== 200) refusals.push(moved.body);
          }
          if (turn % 5 === 0) {
            // Whichever definition holds at the moment, one of the two is right.
            const asMoney = await timed(post('', { doc: { title: 'New', amount: turn } }));
            const made =
              asMoney.statusCode === 201 ? asMoney : await post('', { doc: { title: 'New', amount: `${turn}` } });
            if (made.statusCode === 201) created.set(made.json().id, turn);
          }
        }
      };
      const looks: number[] = [];
      /** Looks at boards, lists and cards, which are there all the time. */
      const read = async (reader: number) => {
        for (let turn = reader; working; turn++) {
          const path = ['/board?perColumn=20', '/records?limit=20', `/records/${ids[(turn * 37) % RECORDS]}`][turn % 3];
          const from = performance.now();
          const seen = await test.inject({ url: `/api/v1/entity-types/deal${path}` });
          looks.push(performance.now() - from);
          if (seen.statusCode !== 200) refusals.push(seen.body);
        }
      };
      const began = performance.now();
      const people = [
        ...Array.from({ length: WRITERS }, (_, writer) => write(writer)),
        ...Array.from({ length: READERS }, (_, reader) => read(reader)),
      ];
      const published = await test.inject({
        method: 'POST',
        url: '/api/v1/entity-types/deal/publish',
        body: { stageMap: { proposal: 'approach' }, onUnconvertible: 'setAside' },
      });
      expect(published.statusCode).toBe(200);
      const job = await until(async () => {
        const found = (await test.inject({ url: `/api/v1/jobs/${published.json().jobId}` })).json();
        return found.status === 'done' || found.status === 'failed' ? found : undefined;
      }, TIME / 1_000);
      const took = performance.now() - began;
      working = false;
      await Promise.all(people);
      if (process.env.ETAPA_TEST_CONVERSION_RECORDS) tell(took, waits, looks);
      expect(Math.max(...waits.slice(-100_000), ...looks.slice(-100_000))).toBeLessThan(PATIENCE);
      expect(job).toMatchObject({ status: 'done', done: job.total });
      expect(refusals).toEqual([]);
      expect(last.size).toBeGreaterThan(50);

      const rows = await test.database.query<{
        id: string;
        doc: { [key: string]: unknown };
        set_aside: { amount: { value: string } } | null;
        stage: string;
        funnel: string;
        definition_version: number;
      }>(`SELECT id, doc, set_aside, funnel, stage, definition_version FROM records ORDER BY number`);
      const byId = new Map(rows.map((row) => [row.id, row]));
      expect(rows.filter(({ definition_version }) => definition_version !== 2)).toEqual([]);
      for (const [index, id] of ids.entries()) {
        const row = byId.get(id);
        const amount = amountOf(index);
        expect(row?.doc.amount).toBe(amount);
        expect(row?.doc.double).toBe(amount === undefined ? undefined : amount * 2);
        expect(row?.doc.turn).toBe(last.get(id));
        expect(row?.set_aside?.amount.value).toBe(amount === undefined ? textOf(index) : undefined);
        expect(row?.stage).not.toBe('proposal');
      }
      for (const [id, turn] of created) expect(byId.get(id)?.doc.amount).toBe(turn);
      expect(rows).toHaveLength(RECORDS + created.size);

      const definition = checkDefinition(changed, () => undefined);
      if (!definition.ok) throw new Error('The definition is right.');
      const ajv = new Ajv2020({ strict: false });
      addFormats.default(ajv);
      const valid = ajv.compile(documentSchema(definition.value));
      expect(rows.filter(({ doc }) => !valid(doc))).toEqual([]);

      await checkLog(rows);
      const board = (await test.inject({ url: '/api/v1/entity-types/deal/board' })).json();
      const counted = await test.database.query(
        `SELECT stage, count(*)::int AS count, sum((doc ->> 'amount')::numeric)::float AS sum FROM records GROUP BY stage`,
      );
      const shown = board.columns
        .filter((column: { count: number }) => column.count > 0)
        .map(({ stage, count, sums }: { stage: string; count: number; sums: { amount: number } }) => ({
          stage,
          count,
          sum: sums.amount,
        }));
      expect(shown).toEqual(expect.arrayContaining(counted));
      expect(shown).toHaveLength(counted.length);
      const visits = await test.database.query(
        `SELECT r.id FROM records r LEFT JOIN stage_visits v ON v.record_id = r.id AND v.left_at IS NULL
       WHERE v.stage IS DISTINCT FROM r.stage`,
      );
      expect(visits).toEqual([]);
      expect(await countSetAside()).toBe(ODDITIES);
      const sorted = await test.inject({ url: `${url}?sort=-amount&limit=1` });
      expect(sorted.json().items[0].doc.amount).toBe(1_999.25);
    },
    TIME,
  );

  /** Values in the list of what was set aside, over all its pages. */
  async function countSetAside(): Promise<number> {
    let found = 0;
    for (let cursor = ''; ; ) {
      const page = (await test.inject({ url: `/api/v1/entity-types/deal/set-aside?limit=200${cursor}` })).json();
      found += page.items.length;
      if (page.nextCursor === null) return found;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  }

  /** What the log tells of each record, from its beginning, is the record as it is. */
  async function checkLog(rows: { id: string; doc: object; stage: string; funnel: string }[]): Promise<void> {
    const blank: Replayed = { doc: {}, funnel: null, stage: null, ownerId: null, deleted: false };
    for (let from = 0; from < rows.length; from += 10_000) {
      const some = rows.slice(from, from + 10_000);
      const events = await test.database.query<{ record_id: string; kind: string; data: object }>(
        'SELECT record_id, kind, data FROM events WHERE record_id = ANY($1) ORDER BY record_version, seq',
        [some.map(({ id }) => id)],
      );
      const states = new Map<string, Replayed>();
      for (const { record_id, kind, data } of events) {
        states.set(record_id, forward(states.get(record_id) ?? blank, { kind, ...data } as RecordEvent));
      }
      for (const { id, doc, stage, funnel } of some) expect(states.get(id)).toMatchObject({ doc, stage, funnel });
    }
  }
});

/** Figures of a large run, for people. */
function tell(took: number, waits: number[], looks: number[]): void {
  const at = (times: number[], share: number) =>
    Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0);
  const of = (times: number[]) =>
    `${times.length}, median ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms, longest ${at(times, 0.999999)} ms`;
  process.stderr.write(
    `${RECORDS} records in ${Math.round(took / 1_000)} s, ${Math.round((RECORDS / took) * 1_000)} a second\n` +
      `writes meanwhile: ${of(waits)}\nlooks meanwhile: ${of(looks)}\n`,
  );
}
